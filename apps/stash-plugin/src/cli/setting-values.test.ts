import { describe, expect, it } from "@jest/globals";

import { policyOf } from "./setting-policy.js";
import { addressOf, readSettingValues } from "./setting-values.js";

const defaults = readSettingValues({}).values;

describe("L16: settings that cannot be used", () => {
  it.each([
    ["empty texts", { plex_url: "", max_tags: "", enabled: "", reconcile_interval: "" }],
    ["blanks", { plex_url: "  ", max_tags: " ", enabled: " " }],
    ["nothing", { plex_url: null, max_tags: null, enabled: undefined }],
  ])("fall back without a word: %s", (_name, raw) => {
    expect(readSettingValues(raw)).toEqual({ values: defaults, warnings: [] });
  });

  it.each([
    ["max_tags", 5, "a number from 10 to 500; 100 is used"],
    ["max_tags", "many", "a number from 10 to 500; 100 is used"],
    ["max_retries", 21, "a number from 1 to 20; 5 is used"],
    ["max_retries", {}, "a number from 1 to 20; 5 is used"],
    ["sync_tags", "perhaps", "on or off; true is used"],
    ["sync_tags", 2, "on or off; true is used"],
    ["reconcile_interval", "sometimes", 'never, hourly, daily, weekly; "never" is used'],
    ["plex_url", ["http://plex"], 'a text; "" is used'],
  ])("fall back with a warning: %s = %j", (key, value, words) => {
    const { values, warnings } = readSettingValues({ [key]: value });
    expect(values).toEqual(defaults);
    expect(warnings).toEqual([`The setting ${key} must be ${words} instead.`]);
  });

  it("never repeat the value: it may be a token in the wrong box", () => {
    expect(readSettingValues({ max_tags: "s3cret" }).warnings.join()).not.toContain("s3cret");
  });
});

describe("settings that v1 left in Stash", () => {
  it.each([
    ["true", true],
    ["False", false],
    ["1", true],
    [0, false],
    ["yes", true],
    ["NO", false],
    [false, false],
  ])("reads the switch %j", (given, value) => {
    expect(readSettingValues({ sync_poster: given }).values.sync_poster).toBe(value);
  });

  it("reads numbers and words as texts", () => {
    const { values, warnings } = readSettingValues({ max_tags: "50", reconcile_interval: "Daily" });
    expect([values.max_tags, values.reconcile_interval, warnings]).toEqual([50, "daily", []]);
  });

  it("reads keys as Stash up to 0.25 hands them back", () => {
    const { values } = readSettingValues({ plexUrl: "http://plex", syncTags: false });
    expect([values.plex_url, values.sync_tags]).toEqual(["http://plex", false]);
  });
});

describe("the policy of our own engine", () => {
  const fields = (raw: Readonly<Record<string, unknown>>): readonly string[] =>
    [...policyOf(readSettingValues(raw).values).fields].sort();

  it("leaves a field alone that is switched off", () => {
    expect(fields({})).toContain("genres");
    expect(fields({ sync_tags: false })).not.toContain("genres");
  });

  it.each([["enabled"], ["sync_master"]])("writes nothing when %s is off", (key) => {
    expect(fields({ [key]: false })).toEqual([]);
  });

  it("edits whatever the agent is: without a provider no item can be ours", () => {
    expect(policyOf(defaults)).toMatchObject({
      otherAgent: "edit",
      canRefresh: false,
      linksArePublic: false,
      maxTags: 100,
    });
  });
});

describe("an address", () => {
  it.each([
    ["http://plex:32400/", "http://plex:32400"],
    [" https://plex// ", "https://plex"],
    ["plex:32400", "http://plex:32400"],
    ["", ""],
    ["  ", ""],
  ])("%j becomes %j", (given, address) => expect(addressOf(given)).toBe(address));
});
