import { createServer } from "node:http";
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterEach, describe, expect, it } from "@jest/globals";

import { listen } from "../../test/plex-harness.ts";
import {
  closeSetupStages,
  type SetupStage,
  startSetupStage,
  statesOf,
} from "../../test/setup-stage.ts";
import type { SetupStep, SetupStepId } from "./setup.ts";

afterEach(closeSetupStages);

const step = (steps: readonly SetupStep[], id: SetupStepId): SetupStep => {
  const found = steps.find((one) => one.id === id);
  if (found === undefined) throw new Error(`There is no step ${id}.`);
  return found;
};

/** Quick: nothing is adopted, and the plugin is left alone. */
const small = { adopt: false, installPlugin: false };

describe("the settings", () => {
  it("keep comments, order and other entries of the file", async () => {
    const stage = await startSetupStage();
    stage.writeSettingsFile(
      "# mine\nlogLevel: debug # loud\nstashUrl: http://old:9999\npathRules:\n  - { name: nas, plex: /a, stash: /b }\n",
    );
    const pathRules = [
      { name: "nas", plex: "/c", stash: "/d" },
      { name: "other", plex: "/a", stash: "/b" },
    ];
    const steps = await stage.apply({ ...small, pathRules });
    expect(step(steps, "settings").state).toBe("done");
    expect(stage.settingsFile()).toBe(
      [
        "# mine",
        "logLevel: debug # loud",
        `stashUrl: ${stage.stash.url}`,
        "pathRules:",
        "  - { name: nas, plex: /a, stash: /b }",
        "  - name: nas-2",
        "    plex: /c",
        "    stash: /d",
        `plexUrl: ${stage.pms.url}`,
        "plexToken: owner-token",
        "",
      ].join("\n"),
    );
  });

  it.each([
    ["stashUrl: [", /is not valid YAML in line 1/],
    ["- a list\n", /does not hold one setting a line/],
  ])("are not written over the file %j", async (text, expected) => {
    const stage = await startSetupStage();
    stage.writeSettingsFile(text);
    const steps = await stage.apply({ adopt: false, pluginSource: null });
    expect(step(steps, "settings")).toMatchObject({
      state: "failed",
      result: expect.stringMatching(expected),
    });
    expect(stage.settingsFile()).toBe(text);
    expect(step(steps, "provider")).toMatchObject({ state: "skipped" });
    expect(step(steps, "compare")).toMatchObject({ state: "skipped" });
  });

  it("leave alone what the environment says, and name it", async () => {
    const stage = await startSetupStage({ env: { PLEX_URL: "http://127.0.0.1:20999" } });
    const steps = await stage.apply(small);
    expect(step(steps, "settings").result).toMatch(/PLEX_URL is set in the environment/);
    expect(stage.settingsFile()).not.toContain("plexUrl");
  });

  it("name libraries that keep another agent, beside those that are named already", async () => {
    const stage = await startSetupStage();
    const steps = await stage.apply({ ...small, assignSections: false });
    expect(stage.settingsFile()).toContain("plexSections:\n  - Films\n");
    expect(step(steps, "sections")).toMatchObject({ state: "skipped" });
    const again = await stage.apply({ ...small, assignSections: false, sectionKeys: ["2", "1"] });
    expect(stage.settingsFile()).toContain("plexSections:\n  - Films\n  - Family\n");
    expect(step(again, "settings").state).toBe("done");
  });

  it("forget a key that Stash does not want any more", async () => {
    const stage = await startSetupStage();
    stage.writeSettingsFile("stashApiKey: old-key\n");
    await stage.apply(small);
    expect(stage.settingsFile()).not.toContain("stashApiKey");
  });
});

describe("the provider in Plex", () => {
  it("is moved, not doubled", async () => {
    const stage = await startSetupStage();
    await stage.apply(small);
    stage.writes();
    const providerUrl = stage.url.replace("127.0.0.1", "localhost");
    const steps = await stage.apply({ ...small, providerUrl });
    expect(step(steps, "provider")).toMatchObject({
      state: "done",
      result: `Plex knew it at ${stage.url}, and now reads it at ${providerUrl}.`,
    });
    const ofProviders = stage.writes().filter((write) => write.includes("/media/providers/"));
    expect(ofProviders).toEqual(["PUT /media/providers/metadata/1"]);
  });

  it.each([
    [
      "http://127.0.0.1:20998",
      /Plex could not read this provider.*Nothing answers there from here/,
    ],
    ["the fake Stash", /Plex could not read this provider.*is not this provider/],
  ])("is not registered at %s", async (where, expected) => {
    const stage = await startSetupStage();
    const providerUrl = where === "the fake Stash" ? stage.stash.url : where;
    const steps = await stage.apply({ ...small, providerUrl });
    expect(step(steps, "provider")).toMatchObject({
      state: "failed",
      result: expect.stringMatching(expected),
    });
    expect(statesOf(steps).slice(2, 4)).toEqual(["agent skipped", "sections skipped"]);
  });

  it("says who has to start it where it does not run", async () => {
    const stage = await startSetupStage({ startProvider: null });
    const steps = await stage.apply(small);
    expect(step(steps, "provider")).toMatchObject({
      state: "failed",
      result: expect.stringMatching(/^No provider answers at .* Start it/),
    });
  });

  it("stays secret: the secret part of the address is in no sentence", async () => {
    const stage = await startSetupStage({ env: { PROVIDER_SECRET: "canary-of-the-address" } });
    const told: SetupStep[] = [];
    const steps = await stage.setup.apply({ ...stage.choices, ...small }, (one) => told.push(one));
    expect(step(steps, "provider")).toMatchObject({ state: "done" });
    expect(JSON.stringify([told, steps])).not.toContain("canary");
    expect(JSON.stringify([told, steps])).not.toContain("owner-token");
  });
});

describe("without Plex", () => {
  it("Stash alone is set up", async () => {
    const stage = await startSetupStage();
    const steps = await stage.apply({ plex: null, sectionKeys: [] });
    expect(statesOf(steps)).toEqual([
      "settings done",
      "provider done",
      "agent skipped",
      "sections skipped",
      "plugin-source done",
      "plugin done",
      "plugin-settings done",
      "adopt skipped",
      "compare skipped",
    ]);
    expect(stage.pms.writes()).toEqual([]);
  });
});

const onlyPlugin = { adopt: false, assignSections: false };

/** Installs a package of the plugin's name from another source. */
async function installForeign(stage: SetupStage): Promise<() => void> {
  const zip = "version 1";
  const sha256 = createHash("sha256").update(zip).digest("hex");
  const index = `- id: Stash2Plex\n  name: PlexSync\n  version: 1.5.9\n  date: 2026-01-01 00:00:00\n  path: a.zip\n  sha256: ${sha256}\n`;
  const server = createServer((request, response) => {
    response.end(request.url === "/index.yml" ? index : zip);
  });
  const port = await listen(server);
  const sourceURL = `http://127.0.0.1:${port}/index.yml`;
  stage.stash.packages.sources = [{ name: "Other", url: sourceURL, local_path: "other" }];
  stage.stash.packages.install([{ id: "Stash2Plex", sourceURL }]);
  await stage.stash.packages.idle();
  return () => {
    server.closeAllConnections();
    server.close();
  };
}

describe("the plugin in Stash", () => {
  it("keeps other sources and what was filled in, and is updated by its date", async () => {
    const stage = await startSetupStage({
      env: { API_TOKEN: "token-of-the-provider" },
      stash: { plugins: { Stash2Plex: { max_tags: 7, provider_url: "http://old:9998" } } },
    });
    const other = { name: "Community", url: "https://example.org/index.yml", local_path: "c" };
    const moved = {
      name: "Ours",
      url: "http://old:9998/plugin/index.yml",
      local_path: "stash2plex",
    };
    stage.stash.packages.sources = [other, moved];
    const steps = await stage.apply(onlyPlugin);
    expect(steps.filter(({ state }) => state === "failed")).toEqual([]);
    const ours = `${stage.url}/plugin/index.yml`;
    expect(stage.stash.packages.sources.map(({ url }) => url)).toEqual([other.url, ours]);
    expect(stage.stash.pluginSettings()).toEqual({
      Stash2Plex: {
        max_tags: 7,
        provider_url: stage.url,
        provider_token: "token-of-the-provider",
      },
    });
    expect(JSON.stringify(steps)).not.toContain("token-of-the-provider");

    stage.packages("2026-02-01 12:00:00", "2.1.0");
    const again = await stage.apply(onlyPlugin);
    expect(step(again, "plugin")).toMatchObject({
      state: "done",
      result: "Stash now has Stash2Plex 2.1.0.",
    });
  });

  it("is not put beside version 1, and says how to remove that", async () => {
    const stage = await startSetupStage();
    const end = await installForeign(stage);
    const steps = await stage.apply(onlyPlugin);
    end();
    expect(step(steps, "plugin-source")).toMatchObject({
      state: "failed",
      result: expect.stringMatching(/Stash2Plex 1\.5\.9 from .*Remove it in Stash.*stays/),
    });
    expect(step(steps, "plugin-settings").state).toBe("skipped");
    expect(stage.writes().filter((write) => write.startsWith("Stash"))).toEqual([]);
  });

  it("is not put beside one that somebody unpacked", async () => {
    const stage = await startSetupStage();
    stage.stash.packages.byHand = [{ id: "Stash2Plex", version: "1.0" }];
    const steps = await stage.apply(onlyPlugin);
    expect(step(steps, "plugin-source").result).toMatch(/by hand.*remove its folder/);
  });

  it.each([
    [
      "cannot be read",
      "http://127.0.0.1:20997/plugin/index.yml",
      /Stash could not read the packages/,
    ],
    ["holds nothing of ours", "empty", /holds no package Stash2Plex/],
  ])("is not taken from a source that %s", async (_what, source, expected) => {
    const stage = await startSetupStage();
    if (source === "empty") writeFileSync(join(stage.dataDir, "packages", "index.yml"), "[]\n");
    const pluginSource = source === "empty" ? `${stage.url}/plugin/index.yml` : source;
    const steps = await stage.apply({ ...onlyPlugin, pluginSource });
    expect(step(steps, "plugin-source")).toMatchObject({
      state: "failed",
      result: expect.stringMatching(expected),
    });
    expect(stage.stash.packages.sources).toEqual([]);
  });

  it("is told missing where this build has no packages", async () => {
    const stage = await startSetupStage();
    stage.packages(null);
    const steps = await stage.apply(onlyPlugin);
    expect(step(steps, "plugin-source").result).toMatch(
      /no packages of the plugin.*package:plugin/,
    );
  });

  it("that Stash could not fetch is no success", async () => {
    const stage = await startSetupStage();
    writeFileSync(join(stage.dataDir, "packages", "Stash2Plex.zip"), "something else");
    const steps = await stage.apply(onlyPlugin);
    expect(step(steps, "plugin")).toMatchObject({
      state: "failed",
      result: expect.stringMatching(/does not have it.*log/),
    });
  });
});

describe("a set-up that is stopped", () => {
  it("leaves the rest to do", async () => {
    const stage = await startSetupStage();
    const stopping = new AbortController();
    const steps = await stage.setup.apply(
      stage.choices,
      ({ id, state }) => {
        if (id === "settings" && state === "done") stopping.abort();
      },
      stopping.signal,
    );
    expect(statesOf(steps).slice(0, 2)).toEqual(["settings done", "provider to-do"]);
    expect(stage.writes()).toEqual([]);
  });
});
