import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { parsePathRules } from "@stash2plex/shared/paths";

import { findPushTimes, readPathMap } from "./import-v1.js";

describe("v1's path map", () => {
  it("becomes path rules that work in both directions", () => {
    const { rules, warnings } = readPathMap("/plex/media=>/mnt/media; /p2 => /s2 ;");
    expect(warnings).toEqual([]);
    const { rules: parsed, refused } = parsePathRules(rules);
    expect(refused).toEqual([]);
    expect(parsed.map((rule) => rule.toStash("/plex/media/a/b.mp4"))).toEqual([
      "/mnt/media/a/b.mp4",
      null,
    ]);
    expect(parsed[1]?.toPlex("/s2/c.mp4")).toBe("/p2/c.mp4");
  });

  it.each([["/plex"], ["=>/stash"], ["/plex=>"], ["/a=>/b=>/c"]])(
    "leaves %j out, and says so",
    (text) => {
      const { rules, warnings } = readPathMap(`${text}; /p=>/s`);
      expect(rules).toHaveLength(1);
      expect(warnings).toEqual([expect.stringContaining("is left out")]);
    },
  );

  it("is nothing when it is empty", () => {
    expect(readPathMap("")).toEqual({ rules: [], warnings: [] });
  });
});

describe("v1's push times", () => {
  let root = "";
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "stash2plex-v1-"));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const pluginDir = (): string => join(root, "plugins", "stash2plex", "Stash2PlexCli");
  const put = (path: string, content: string): void => {
    const file = join(root, path, "sync_timestamps.json");
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  };
  const found = (): readonly (readonly [number, number])[] | null => {
    const times = findPushTimes(join(root, "data"), pluginDir())?.times;
    return times === undefined ? null : [...times];
  };

  it.each([
    ["where v1 was told to keep it", "data"],
    ["in our own folder", "plugins/stash2plex/Stash2PlexCli/data"],
    ["beside ours", "plugins/stash2plex/Stash2Plex/data"],
    ["in the folder of a plugin that was copied by hand", "plugins/Stash2Plex/data"],
    ["below another source", "plugins/community/Stash2Plex/data"],
  ])("are found %s", (_name, path) => {
    put(path, '{"12": 1700000000.5, "13": 1700000001}');
    expect(found()).toEqual([
      [12, 1_700_000_000_500],
      [13, 1_700_000_001_000],
    ]);
  });

  it("leaves out what is no time", () => {
    put("data", '{"12": "soon", "x": 1, "0": 1, "14": -1, "15": 1}');
    expect(found()).toEqual([[15, 1_000]]);
  });

  it.each([["{"], ["null"], ["[]"], ["7"]])("a damaged file is no fault: %s", (content) => {
    put("data", content);
    expect(found() ?? []).toEqual([]);
  });

  it("are absent for a new user", () => expect(found()).toBeNull());
});
