import { describe, expect, it } from "@jest/globals";

import { parseStashUrl } from "./base-url.ts";

describe("parseStashUrl", () => {
  it.each([
    ["http://stash:9999", "http://stash:9999/"],
    ["http://stash:9999/", "http://stash:9999/"],
    [" https://home.example.org/stash// ", "https://home.example.org/stash/"],
    ["http://stash:9999/graphql", "http://stash:9999/"],
    ["http://stash:9999/sub/graphql/", "http://stash:9999/sub/"],
    ["http://stash:9999/scenes?page=2#top", "http://stash:9999/scenes/"],
    ["http://[fd00::1]:9999", "http://[fd00::1]:9999/"],
  ])("%j is called at %j", (text, expected) => {
    const base = parseStashUrl(text);
    expect(base.url.href).toBe(expected);
    expect(`${base.shown}/`).toBe(expected);
    expect(base.authorization).toBeNull();
  });

  it("takes a user name and password out of the address, for a proxy in front", () => {
    const base = parseStashUrl("http://ada:p%40ss@stash:9999/sub");
    expect(base.url.href).toBe("http://stash:9999/sub/");
    expect(base.shown).toBe("http://stash:9999/sub");
    expect(base.authorization).toBe(`Basic ${Buffer.from("ada:p@ss").toString("base64")}`);
  });

  it.each(["", "stash:9999", "/graphql", "ftp://stash", "http://"])("%j is refused", (text) => {
    expect(() => parseStashUrl(text)).toThrow(/^STASH_URL .* such as http:\/\/stash:9999\.$/);
  });

  it("does not repeat an address that cannot be read: it may hold a password", () => {
    expect(() => parseStashUrl("http://ada:secret@:x")).toThrow(/^(?!.*secret)/);
  });
});
