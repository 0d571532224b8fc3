import { describe, expect, it } from "@jest/globals";

import { howFound, whyLeft } from "./reason-words.ts";

describe("the words of a reason", () => {
  it.each([
    ["none: no rung found the scene", /^Stash does not know this file/],
    ["ambiguous: its files are of scenes 1, 2", /^Several scenes fit/],
    ["filtered: scene 5 has an excluded tag", /^Its scene is left out/],
    ["the item has no file", /^The item has no file\.$/],
    ["Stash does not know this file.", /^Stash does not know this file\.$/],
    ["constructor: odd", /^Constructor: odd\.$/],
    ["", /^\.$/],
  ])("say why an item stays: %j", (reason, expected) => {
    expect(whyLeft(reason)).toMatch(expected);
  });

  it.each([
    [
      "whole name: it is the end of /data/a.mp4",
      "Found by whole name: it is the end of /data/a.mp4",
    ],
    ["it is matched to scene 5 already", "It is matched to scene 5 already."],
  ])("say how it was found: %j", (reason, expected) => {
    expect(howFound(reason)).toBe(expected);
  });
});
