import { describe, expect, it } from "@jest/globals";
import { syncFields } from "@stash2plex/engine/reconcile";

import { loadSettings } from "./load-settings.ts";
import { isPublicAddress } from "./public-address.ts";
import type { Settings } from "./settings.ts";
import { syncOffReason, syncPolicyOf } from "./sync-policy-of.ts";

const settingsOf = (env: Record<string, string> = {}): Settings => {
  const { settings, faults } = loadSettings(
    { env: { DATA_DIR: "/data", ...env }, platform: "linux", homeFolder: "/home/me" },
    () => {
      throw Object.assign(new Error("no such file"), { code: "ENOENT" });
    },
  );
  expect(faults).toEqual([]);
  return settings;
};

describe("syncPolicyOf", () => {
  it("is careful by default", () => {
    expect(syncPolicyOf(settingsOf())).toEqual({
      identifier: "tv.plex.agents.custom.stash2plex",
      otherAgent: "leave",
      fields: new Set(syncFields),
      preserveEdits: false,
      listMode: "ours",
      maxTags: 0,
      artwork: "auto",
      artworkLock: "auto",
      lockEdits: false,
      qualityGate: true,
      requireOrganized: false,
      requireStashId: false,
      labelTags: [],
      organizedLabel: null,
      addedAt: "plex",
      canRefresh: true,
      linksArePublic: false,
      scanMissing: false,
    });
  });

  it.each([
    ["PLEX_OTHER_AGENT", "adopt", { otherAgent: "adopt" }],
    ["SYNC_FIELDS", "title,genres", { fields: new Set(["title", "genres"]) }],
    ["SYNC_FIELDS", "none", { fields: new Set() }],
    ["PRESERVE_EDITS", "on", { preserveEdits: true }],
    ["LIST_MODE", "add", { listMode: "add" }],
    ["GENRE_MAX", "12", { maxTags: 12 }],
    ["ARTWORK", "link", { artwork: "link" }],
    ["ARTWORK_LOCK", "never", { artworkLock: "never" }],
    ["LOCK_EDITS", "on", { lockEdits: true }],
    ["QUALITY_GATE", "off", { qualityGate: false }],
    ["REQUIRE_ORGANIZED", "on", { requireOrganized: true }],
    ["LABEL_TAGS", "Kids, Guests", { labelTags: ["Kids", "Guests"] }],
    ["LABEL_ORGANIZED", "Ready", { organizedLabel: "Ready" }],
    ["ADDED_AT", "stash", { addedAt: "stash" }],
    ["PLEX_SCAN_MISSING", "on", { scanMissing: true }],
    ["PUBLIC_URL", "https://pictures.example.org", { linksArePublic: true }],
    ["PUBLIC_URL", "http://192.168.1.5:9998", { linksArePublic: false }],
    ["PROVIDER_ID_SUFFIX", "two", { identifier: "tv.plex.agents.custom.stash2plextwo" }],
  ])("follows %s=%s", (name, value, expected) => {
    expect(syncPolicyOf(settingsOf({ [name]: value }))).toMatchObject(expected);
  });
});

describe("syncOffReason", () => {
  const complete = { PLEX_URL: "http://plex:32400", PLEX_TOKEN: "12345678" };
  it.each([
    [{}, /^PLEX_URL is not set/],
    [{ PLEX_URL: "http://plex:32400" }, /^PLEX_TOKEN is not set/],
    [{ ...complete, PLEX_SYNC: "off" }, /^PLEX_SYNC is off/],
  ])("%j: says why", (env, reason) => {
    expect(syncOffReason(settingsOf(env))).toMatch(reason);
  });

  it("says nothing when Plex can be written to", () => {
    expect(syncOffReason(settingsOf(complete))).toBeNull();
  });
});

describe("isPublicAddress", () => {
  it.each([
    ["https://pictures.example.org/s2p", true],
    ["http://93.184.215.14:9998", true],
    ["http://[2001:db8::1]:9998", true],
    ["http://localhost:9998", false],
    ["http://nas:9998", false],
    ["http://nas.local", false],
    ["http://nas.fritz.home.arpa", false],
    ["http://10.0.0.2", false],
    ["http://100.64.0.1", false],
    ["http://169.254.1.1", false],
    ["http://172.16.0.1", false],
    ["http://172.32.0.1", true],
    ["http://192.168.0.1", false],
    ["http://[::1]", false],
    ["http://[fd00::1]", false],
    ["http://[fe80::1]", false],
  ])("%s: %s", (address, expected) => {
    expect(isPublicAddress(address)).toBe(expected);
  });
});
