import { describe, expect, it } from "@jest/globals";

import { coverVersionOf, imageVersionOf } from "./image-version.ts";

describe("imageVersionOf", () => {
  it.each([
    ["http://stash.test:9999/performer/1/image?t=1795409821", "1795409821"],
    ["http://stash.test:9999/performer/5/image?t=1795409821&default=true", null],
    ["http://stash.test:9999/performer/5/image?default=true", null],
    ["https://public.example.org/sub/studio/3/image?default=false&t=7", "7"],
    ["/group/1/frontimage", "0"],
    ["", null],
    [null, null],
  ])("%j is %j", (address, expected) => {
    expect(imageVersionOf(address)).toBe(expected);
  });
});

describe("coverVersionOf", () => {
  it.each([
    ["http://stash.test:9999/scene/137/screenshot?t=1795409821", "1795409821"],
    ["http://stash.test:9999/scene/137/screenshot", "0"],
    [null, "0"],
  ])("%j is %j", (address, expected) => {
    expect(coverVersionOf(address)).toBe(expected);
  });
});
