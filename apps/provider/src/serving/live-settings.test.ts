import { describe, expect, it } from "@jest/globals";
import { silentLogger } from "@stash2plex/shared/log";

import { loadSettings } from "../settings/load-settings.ts";
import { createLiveSettings } from "./live-settings.ts";

function start(first: string) {
  let yaml = first;
  const lines: string[] = [];
  const changes: unknown[] = [];
  const note = (event: string): void => void lines.push(event);
  const load = () =>
    loadSettings(
      { env: { DATA_DIR: "/data" }, platform: "linux", homeFolder: "/home/me" },
      () => yaml,
    );
  const live = createLiveSettings({
    initial: load().settings,
    load,
    logger: { ...silentLogger, info: note, warn: note, error: note },
    onChange: (settings) => changes.push(settings.pathRules),
  });
  const write = (text: string): void => {
    yaml = text;
    live.reload();
  };
  return { live, write, lines, changes };
}

describe("a settings file that changes", () => {
  it("is taken over where that is possible while running", () => {
    const { live, write, changes } = start("excludeTags: [Draft]");
    const before = live.routes();
    write("excludeTags: [Draft]\ntagline: code\npathRules: [{name: a, plex: /a, stash: /b}]");
    expect(live.routes()).not.toBe(before);
    expect(live.routes().item.tagline).toBe("code");
    expect(live.current().excludeTags).toEqual(["Draft"]);
    expect(changes).toEqual([[{ name: "a", plex: "/a", stash: "/b" }]]);
    expect(live.notices()).toEqual([]);
  });

  it("says what needs a restart, and goes on with the old value", () => {
    const { live, write } = start("port: 7000");
    write("port: 7001\nadult: when-asked");
    expect(live.current()).toMatchObject({ port: 7000, adult: "when-asked" });
    expect(live.notices()).toEqual(["Changed settings wait for a restart: PORT."]);
  });

  it("keeps everything when the file is wrong, says why, and recovers", () => {
    const { live, write, lines } = start("adult: when-asked");
    const before = live.routes();
    write("adult: somtimes\ntagline: code");
    expect(live.routes()).toBe(before);
    expect(live.notices()[0]).toMatch(
      /^ADULT must be one of .* The settings of before stay in use\.$/,
    );
    expect(lines).toHaveLength(1);
    write("adult: always");
    expect(live.notices()).toEqual([]);
    expect(live.routes().adult).toBe("always");
  });

  it("that says the same as before changes nothing", () => {
    const { live, write, changes } = start("adult: always");
    const before = live.routes();
    write("# a comment\nadult: always");
    expect(live.routes()).toBe(before);
    expect(changes).toEqual([]);
  });
});
