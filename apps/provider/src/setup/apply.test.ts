import { afterEach, describe, expect, it } from "@jest/globals";
import { PROVIDER_IDENTIFIER } from "@stash2plex/shared/plex";

import { closeSetupStages, startSetupStage, statesOf } from "../../test/setup-stage.ts";

afterEach(closeSetupStages);

describe("a set-up of both sides", () => {
  it("does everything once, and nothing the second time", async () => {
    const stage = await startSetupStage();
    const { pms, stash, url } = stage;
    const steps = await stage.apply();
    expect(statesOf(steps)).toEqual([
      "settings done",
      "provider done",
      "agent done",
      "sections done",
      "plugin-source done",
      "plugin done",
      "plugin-settings done",
      // What is in our sections the provider matches by itself, too.
      expect.stringMatching(/^adopt (?:done|as-it-was)$/),
      "compare done",
    ]);
    expect(pms.sections()[0]).toMatchObject({ agent: PROVIDER_IDENTIFIER, providerGroupId: 3 });
    expect(pms.items("1").every(({ guid }) => guid.startsWith(PROVIDER_IDENTIFIER))).toBe(true);
    expect(stash.pluginSettings()).toEqual({ Stash2Plex: { provider_url: url } });
    expect(stash.packages.installed()).toMatchObject([{ package_id: "Stash2Plex" }]);

    await stage.settled();
    stage.writes();
    const again = await stage.apply();
    expect(stage.writes()).toEqual([]);
    expect(statesOf(again)).toEqual([
      "settings as-it-was",
      "provider as-it-was",
      "agent as-it-was",
      "sections as-it-was",
      "plugin-source as-it-was",
      "plugin as-it-was",
      "plugin-settings as-it-was",
      "adopt as-it-was",
      "compare done",
    ]);
  });

  it("plans without a change on either side, before and after", async () => {
    const stage = await startSetupStage();
    const planned = await stage.setup.plan(stage.choices);
    expect(planned.map(({ state }) => state)).toEqual(planned.map(() => "to-do"));
    expect(stage.writes()).toEqual([]);
    expect(stage.settingsFile()).toBeNull();
  });
});
