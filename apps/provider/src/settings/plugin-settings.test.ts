import { describe, expect, it } from "@jest/globals";
import { syncFields } from "@stash2plex/engine/reconcile";
import fc from "fast-check";

import { loadSettings, type LoadedSettings } from "./load-settings.ts";
import { pluginSettingsAsRaw } from "./plugin-settings.ts";
import { readPluginSettings } from "./read-plugin-settings.ts";

const noFile = (): never => {
  throw Object.assign(new Error("no such file"), { code: "ENOENT" });
};

/** Settings of the environment, below them those of the plugin. */
function load(
  plugin: Record<string, unknown>,
  env: Record<string, string> = {},
): LoadedSettings & { readonly warnings: readonly string[] } {
  const { values, warnings } = pluginSettingsAsRaw(plugin);
  const machine = {
    env: { DATA_DIR: "/data", ...env },
    platform: "linux",
    homeFolder: "/home/me",
  } as const;
  return { ...loadSettings(machine, noFile, values), warnings };
}

const without = (...fields: string[]): readonly string[] =>
  syncFields.filter((field) => !fields.includes(field));

describe("settings that Stash keeps for the plugin", () => {
  it.each([
    ["plex_url", "http://plex:32400/", "plexUrl", "http://plex:32400"],
    ["plex_url", "plex:32400", "plexUrl", "http://plex:32400"],
    ["plexUrl", "http://plex:32400", "plexUrl", "http://plex:32400"],
    ["plex_token", "abcdefghij", "plexToken", "abcdefghij"],
    ["plex_library", "Films, Lectures ,", "plexSections", ["Films", "Lectures"]],
    ["preserve_plex_edits", true, "preserveEdits", true],
    ["preservePlexEdits", "yes", "preserveEdits", true],
    ["max_tags", 50, "genreMax", 50],
    ["max_retries", "7", "plexRetries", 7],
    ["dlq_retention_days", 3, "deadLetterDays", 3],
    ["trigger_plex_scan", 1, "plexScanMissing", true],
    ["enabled", false, "plexSync", false],
    ["sync_master", "off", "plexSync", false],
    ["sync_studio", false, "syncFields", without("studio")],
    ["syncTags", false, "syncFields", without("genres")],
    ["sync_collection", false, "syncFields", without("collections")],
    ["sync_poster", true, "syncFields", syncFields],
    ["list_mode", "exact", "listMode", "exact"],
    ["artwork", "off", "artwork", "off"],
    ["quality_gate", false, "qualityGate", false],
    ["sync_fields", "title, date", "syncFields", ["title", "date"]],
    ["require_organized", true, "requireOrganized", true],
    ["plex_max_edits_per_second", 5, "plexMaxEditsPerSecond", 5],
    ["reconcile_interval", "Daily", "reconcileSchedule", "daily"],
    ["reconcile_interval", "never", "reconcileSchedule", "manual"],
    ["reconcile_scope", "24h", "reconcileScope", "recent"],
    ["reconcile_scope", "7Days ", "reconcileScope", "week"],
    ["reconcileScope", "all", "reconcileScope", "all"],
    ["reconcile_scope", "missing", "reconcileScope", "missing"],
    ["compare_schedule", "30 4 * * 1-5", "compareSchedule", "30 4 * * 1-5"],
    ["gaps_exclude_kinds", "stale", "gapsExcludeKinds", ["stale"]],
    [
      "plex_unmatched_path_map",
      "/plex/a=>/stash/a; /p2 => /s2 ;",
      "pathRules",
      [
        { name: "plugin-1", plex: "/plex/a", stash: "/stash/a" },
        { name: "plugin-2", plex: "/p2", stash: "/s2" },
      ],
    ],
  ])("%s=%j", (name, value, key, expected) => {
    const { settings, faults, warnings } = load({ [name]: value });
    expect([faults, warnings]).toEqual([[], []]);
    expect(settings).toHaveProperty(key, expected);
  });

  it("several switches add up", () => {
    const { settings } = load({ sync_date: false, sync_background: 0, sync_summary: true });
    expect(settings.syncFields).toEqual(without("date", "background"));
  });

  it("the environment wins, and our name over that of v1", () => {
    const plugin = { plex_url: "http://a:1", preserve_edits: true, preserve_plex_edits: false };
    const { settings } = load(plugin, { PLEX_URL: "http://b:2" });
    expect(settings).toMatchObject({ plexUrl: "http://b:2", preserveEdits: true });
  });

  it("what concerns the program itself cannot be set there", () => {
    const plugin = {
      port: 1,
      stash_url: "http://a",
      api_token: "12345678",
      data_dir: "/tmp",
      gaps_file: "/etc/hosts",
    };
    const { settings, warnings } = load(plugin);
    expect(settings).toMatchObject({
      port: 9998,
      stashUrl: null,
      apiToken: null,
      gapsFile: "gaps.json",
    });
    expect(warnings).toEqual([]);
  });

  it("those of both packages count; an empty box undoes nothing", async () => {
    const stored: Record<string, Record<string, unknown>> = {
      Stash2Plex: { plex_url: "http://a:1", max_tags: 20 },
      Stash2PlexCli: { plex_url: "", max_tags: 30 },
    };
    const api = { pluginSettings: (id: string) => Promise.resolve(stored[id] ?? {}) };
    const { values, warnings } = await readPluginSettings(api);
    expect(values.get("plexUrl")?.raw).toBe("http://a:1");
    expect(values.get("genreMax")?.raw).toBe(30);
    expect(warnings).toEqual([]);
  });
});

describe("L16: a cleared or wrong box stops nothing", () => {
  it.each([
    [
      "plex_url",
      "",
      /^plex_url in the plugin's settings in Stash is empty. It counts as not set.$/,
    ],
    ["plex_url", "ftp://plex", /^plex_url .* must begin with http:/],
    ["plex_url", 12, /^plex_url .* must begin with http:/],
    ["plex_token", "short", /^plex_token .* must be 8 to 256 visible/],
    ["max_tags", "many", /^max_tags .* must be a whole number from 0 to 1000/],
    ["max_tags", null, /^max_tags .* is empty/],
    ["max_retries", 21, /^max_retries .* must be a whole number from 1 to 20/],
    ["preserve_plex_edits", "perhaps", /^preserve_plex_edits .* must be on or off/],
    ["sync_studio", "perhaps", /^sync_studio .* must be on or off/],
    ["enabled", {}, /^enabled .* must be on or off/],
    ["list_mode", "some", /^list_mode .* must be one of ours, exact, add/],
    ["reconcile_interval", "sometimes", /^reconcile_interval .* must be one of hourly, daily/],
    ["reconcile_scope", "8days", /^reconcile_scope .* must be one of missing, recent, week, all/],
    ["plex_unmatched_path_map", "/a=/b", /^plex_unmatched_path_map .* must be pairs such as/],
    ["plex_unmatched_path_map", "/a=>/b; /c", /^plex_unmatched_path_map .* must be pairs/],
  ])("%s=%j falls back to the default with a warning", (name, value, warning) => {
    const { settings, faults, warnings } = load({ [name]: value });
    expect(faults).toEqual([]);
    expect(warnings).toEqual([expect.stringMatching(warning)]);
    expect(settings).toEqual(load({}).settings);
  });

  it("no setting of v1 is ignored by accident: those that are not named here are known to say nothing", () => {
    const silent = [
      "strict_matching",
      "strict_mode",
      "connect_timeout",
      "read_timeout",
      "poll_interval",
      "skip_not_found",
    ];
    const { settings, warnings } = load(Object.fromEntries(silent.map((name) => [name, "x"])));
    expect(warnings).toEqual([]);
    expect(settings).toEqual(load({}).settings);
  });

  it("the value of a box is never shown", () => {
    const { warnings } = load({
      plex_token: "canary 1",
      plex_url: "ftp://canary",
      max_tags: "canary",
    });
    expect(warnings).toHaveLength(3);
    expect(warnings.join(" ")).not.toContain("canary");
  });

  it("whatever Stash holds, there is no fault", () => {
    const names = fc.constantFrom(
      "plex_url",
      "plex_token",
      "plex_library",
      "sync_fields",
      "sync_tags",
      "enabled",
      "max_tags",
      "path_rules",
      "plex_unmatched_path_map",
      "constructor",
      "__proto__",
    );
    fc.assert(
      fc.property(fc.dictionary(names, fc.anything()), (plugin) => {
        expect(load(plugin).faults).toEqual([]);
      }),
    );
  });
});
