import { describe, expect, it } from "@jest/globals";
import { defaultItemSettings } from "@stash2plex/shared/item";

import { itemSettingsOf } from "./item-settings-of.ts";
import { loadSettings, type LoadedSettings } from "./load-settings.ts";
import { maskedSettings, secretValues } from "./settings.ts";

function load(env: Record<string, string>, files: Record<string, string> = {}): LoadedSettings {
  const readText = (path: string): string => {
    const text = files[path];
    if (text === undefined) throw Object.assign(new Error("no such file"), { code: "ENOENT" });
    return text;
  };
  const machine = {
    env: { DATA_DIR: "/data", ...env },
    platform: "linux",
    homeFolder: "/home/me",
  } as const;
  return loadSettings(machine, readText);
}

const yaml = (text: string): Record<string, string> => ({ "/data/stash2plex.yaml": text });
const messages = (loaded: LoadedSettings): string[] => loaded.faults.map((fault) => fault.message);

describe("loadSettings", () => {
  it("needs nothing: all defaults", () => {
    const { settings, faults, notes } = load({});
    expect(faults).toEqual([]);
    expect(notes).toEqual([]);
    expect(settings).toMatchObject({ port: 9998, stashUrl: null, followInterval: 30_000 });
    expect(itemSettingsOf(settings)).toEqual(defaultItemSettings);
  });

  it.each([
    ["STASH_URL", "http://stash:9999/", "stashUrl", "http://stash:9999"],
    ["STASH_URL", "HTTPS://Stash.example/sub/path//", "stashUrl", "https://stash.example/sub/path"],
    ["STASH_TLS_VERIFY", "off", "stashTlsVerify", false],
    ["PORT", " 8080 ", "port", 8080],
    ["FOLLOW_INTERVAL", "45", "followInterval", 45_000],
    ["FOLLOW_INTERVAL", "5m", "followInterval", 300_000],
    ["FULL_PASS_AT", "23:59", "fullPassAt", { hour: 23, minute: 59 }],
    ["EXCLUDE_TAGS", "Draft, Old stuff ,", "excludeTags", ["Draft", "Old stuff"]],
    ["EXCLUDE_TAGS", '["One, two", "Three"]', "excludeTags", ["One, two", "Three"]],
    ["COLLECTIONS", "studio,tag,studio", "collections", ["studio", "tag"]],
    ["COLLECTIONS", "none", "collections", []],
    ["COLLECTION_PREFIXES", '{"studio":"Studio: "}', "collectionPrefixes", { studio: "Studio: " }],
    ["CONTENT_RATING", "none", "contentRating", ""],
    ["PATH_RULES", '[{"name":"a"}]', "pathRules", [{ name: "a" }]],
    ["UNCONFIRMED_MATCH", "500", "unconfirmedMatch", "500"],
    ["TZ", "Europe/Berlin", "tz", "Europe/Berlin"],
    ["PUBLIC_URL", "https://x.example:8443/s2p/", "publicUrl", "https://x.example:8443/s2p"],
    ["COMPARE_SCHEDULE", "Weekly", "compareSchedule", "weekly"],
    ["COMPARE_SCHEDULE", "never", "compareSchedule", "manual"],
    ["COMPARE_SCHEDULE", " 30  4 * * MON ", "compareSchedule", "30 4 * * mon"],
    ["COMPARE_SCHEDULE", "0 12 L * *", "compareSchedule", "0 12 l * *"],
    ["SCHEDULE_JITTER", "0", "scheduleJitter", 0],
    ["PORT", "", "port", 9998],
  ])("reads %s=%s", (name, value, key, expected) => {
    const { settings, faults } = load({ [name]: value });
    expect(faults).toEqual([]);
    expect(settings).toHaveProperty(key, expected);
  });

  it.each([
    ["PORT", "0", 'PORT must be a whole number from 1 to 65535, but is "0" (environment).'],
    ["PORT", "1e3", 'PORT must be a whole number from 1 to 65535, but is "1e3" (environment).'],
    ["STASH_TLS_VERIFY", "flase", /^STASH_TLS_VERIFY must be on or off .*"flase"/],
    ["STASH_URL", "stash:9999", /^STASH_URL must begin with http:\/\/ or https:\/\//],
    ["STASH_URL", "http://", /^STASH_URL must be an address/],
    ["STASH_URL", "http://stash:9999/?a=1", /must end with its path/],
    ["FOLLOW_INTERVAL", "1s", /^FOLLOW_INTERVAL must be a time such as 30/],
    ["FOLLOW_INTERVAL", "soon", /^FOLLOW_INTERVAL must be a time such as 30/],
    ["FULL_PASS_AT", "24:00", /^FULL_PASS_AT must be a time of day/],
    ["TITLE_TEMPLATE", "{titel}", /^TITLE_TEMPLATE knows the placeholders .* not \{titel\}/],
    ["COLLECTIONS", "studio,studios", /^COLLECTIONS must be a list of any of studio/],
    ["COLLECTION_PREFIXES", '{"studios":"x"}', /^COLLECTION_PREFIXES must be a map/],
    ["PATH_RULES", "[", /^PATH_RULES must be a list of maps/],
    ["PATH_RULES", '["a"]', /^PATH_RULES must be a list of maps/],
    ["ADULT", "never", 'ADULT must be one of always, when-asked, but is "never" (environment).'],
    ["PROVIDER_ID_SUFFIX", "a-b", /^PROVIDER_ID_SUFFIX must be 1 to 32 ASCII/],
    ["TZ", "Mars/Olympus", /^TZ must be a time zone/],
    ["COMPARE_SCHEDULE", "dayly", /^COMPARE_SCHEDULE must be one of hourly, .*"dayly"/],
    ["COMPARE_SCHEDULE", "* * * * * *", /^COMPARE_SCHEDULE must be .* five fields/],
    ["COMPARE_SCHEDULE", "61 * * * *", /^COMPARE_SCHEDULE is no cron .*: "61" is no minute/],
    ["RECONCILE_SCHEDULE", "0 0 * * 8", /: "8" is no day of the week, but is "0 0 \* \* 8"/],
    ["RECONCILE_SCHEDULE", "0 0 31 2,4 *", /: none of its months has a day 31/],
  ])("refuses %s=%s", (name, value, expected) => {
    const loaded = load({ [name]: value });
    expect(messages(loaded)).toHaveLength(1);
    expect(messages(loaded)[0]).toEqual(
      typeof expected === "string" ? expected : expect.stringMatching(expected),
    );
  });

  it.each([
    ["PROVIDER_SECRET", "short!!"],
    ["PROVIDER_SECRET", "with/slash-canary"],
    ["API_TOKEN", "canary with blanks"],
    ["CACHE_URL", "http://:canary@redis"],
    ["STASH_URL", "http://admin:canary@stash:9999"],
    ["STASH_URL", "ftp://admin:canary@stash"],
  ])("refuses %s without quoting what may be secret", (name, value) => {
    const loaded = load({ [name]: value });
    expect(messages(loaded)).toHaveLength(1);
    expect(messages(loaded)[0]).toContain(name);
    expect(messages(loaded)[0]).not.toContain(value);
    expect(messages(loaded)[0]).not.toContain("canary");
  });

  it("reports all faults at once and still gives complete settings", () => {
    const loaded = load(
      { PORT: "x", LOG_LEVEL: "loud", STASH_API_KEY_FILE: "/missing" },
      yaml("stashUlr: http://a\nadult: maybe\n"),
    );
    expect(loaded.faults.map((fault) => fault.setting).sort()).toEqual([
      "ADULT",
      "LOG_LEVEL",
      "PORT",
      "STASH_API_KEY",
      "stashUlr",
    ]);
    expect(loaded.settings).toMatchObject({ port: 9998, logLevel: "info", adult: "always" });
  });

  it("reads NAME_FILE and cuts the line break at its end", () => {
    const { settings } = load({ STASH_API_KEY_FILE: "/run/key" }, { "/run/key": "abc def \r\n" });
    expect(settings.stashApiKey).toBe("abc def");
  });

  it("refuses a setting together with its file", () => {
    const loaded = load({ API_TOKEN: "12345678", API_TOKEN_FILE: "/t" }, { "/t": "12345678" });
    expect(messages(loaded)).toEqual([
      "API_TOKEN and API_TOKEN_FILE are both set. Remove one of them.",
    ]);
  });

  it("takes lists, maps, numbers and booleans of YAML; the environment wins", () => {
    const { settings, faults } = load(
      { PORT: "7000" },
      yaml(
        [
          "port: 7001",
          "stashUrl: http://stash:9999",
          "rating: off",
          "matchByTitle: true",
          "genreMax: 5",
          "excludeTags: [Draft, 'a, b']",
          "collectionPrefixes: {group: 'Series: '}",
          "pathRules:",
          "  - {name: nas, plex: /data, stash: /mnt}",
          "adult:",
        ].join("\n"),
      ),
    );
    expect(faults).toEqual([]);
    expect(settings).toMatchObject({
      port: 7000,
      stashUrl: "http://stash:9999",
      rating: "off",
      matchByTitle: true,
      genreMax: 5,
      excludeTags: ["Draft", "a, b"],
      collectionPrefixes: { group: "Series: " },
      pathRules: [{ name: "nas", plex: "/data", stash: "/mnt" }],
      adult: "always",
    });
  });

  it.each([
    ["STASH_URL: http://a", /STASH_URL, which is no setting. Did you mean stashUrl\?/],
    ["stashApikey: x", /Did you mean stashApiKey\?/],
    ["zzz: 1", /docs\/settings.md lists all settings/],
    ["dataDir: /x", /only be set in the environment, as DATA_DIR/],
    ["- a", /must hold one setting a line/],
    ["a: [", /is not valid YAML in line 1/],
    ["port: 1\nport: 2", /is not valid YAML in line 2/],
  ])("refuses the YAML %j", (text, expected) => {
    const loaded = load({}, yaml(text));
    expect(messages(loaded)[0]).toMatch(expected);
  });

  it("hints at misspelt variables, and leaves others alone", () => {
    const { notes } = load({
      STASH_APIKEY: "x",
      HOME: "/",
      STASH2PLEX_IMAGE: "1",
      STASH_HOME: "/s",
    });
    expect(notes).toEqual(["The environment holds STASH_APIKEY. Did you mean STASH_API_KEY?"]);
  });

  it.each([
    [{ STASH2PLEX_IMAGE: "1" }, "linux", "/config"],
    [{}, "linux", "/home/me/.local/share/stash2plex"],
    [{ XDG_DATA_HOME: "/xdg" }, "linux", "/xdg/stash2plex"],
    [{}, "darwin", "/home/me/Library/Application Support/stash2plex"],
    [{ DATA_DIR: "/d" }, "linux", "/d"],
  ] as const)("finds the data folder for %j on %s", (env, platform, expected) => {
    const readText = (): string => {
      throw Object.assign(new Error("none"), { code: "ENOENT" });
    };
    const loaded = loadSettings({ env, platform, homeFolder: "/home/me" }, readText);
    expect(loaded.settings.dataDir).toBe(expected);
  });
});

describe("secrets", () => {
  const { settings } = load({
    STASH_URL: "http://stash:9999",
    STASH_API_KEY: "key-canary",
    PROVIDER_SECRET: "secret-canary",
    GENRE_MAX: "3",
    FOLLOW_INTERVAL: "1m",
    FULL_PASS_AT: "04:05",
    PATH_RULES: '[{"name":"a"}]',
  });

  it("are listed for redaction", () => {
    expect(secretValues(settings)).toEqual(["key-canary", "secret-canary"]);
  });

  it("are shown as set only", () => {
    expect(maskedSettings(settings)).toEqual({
      STASH_URL: "http://stash:9999",
      STASH_API_KEY: "(set)",
      DATA_DIR: "/data",
      PROVIDER_SECRET: "(set)",
      PATH_RULES: "1 rule",
      GENRE_MAX: "3",
      FOLLOW_INTERVAL: "60s",
      FULL_PASS_AT: "04:05",
    });
  });
});
