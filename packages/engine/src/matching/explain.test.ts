import { describe, expect, it } from "@jest/globals";
import type { MatchRequest } from "@stash2plex/shared/plex";

import { createMemorySceneIndex } from "../../bench/layouts/memory-scene-index.ts";
import { explain } from "./explain.ts";
import { decide } from "./ladder.ts";
import { confirmedAnswer, unconfirmedAnswer } from "./match-answer.ts";
import { defaultMatchSettings } from "./match-settings.ts";

const index = createMemorySceneIndex({
  folders: ["/mnt/media"],
  scenes: [
    { id: 1, files: ["/mnt/media/Lisbon/Opening.mp4"], title: "A Day in Lisbon" },
    { id: 2, files: ["/mnt/media/Porto/Opening.mp4"] },
    { id: 3, files: ["/mnt/media/Autumn/Week 2/Seminar.mp4"] },
  ],
});

function decisionOf(hints: Partial<MatchRequest>) {
  return decide(
    { type: 1, manual: false, includeAdult: false, ...hints },
    {
      index,
      rules: [],
      settings: defaultMatchSettings,
    },
  );
}

describe("explain", () => {
  it("tells why a scene won", () => {
    expect(explain(decisionOf({ filename: "Videos/Lisbon/Opening.mp4" }))).toBe(`\
matched: scene 1 by shortened name, score 96
  guid             -  the request has no guid
  hash             -  the request has no hash
  mapped path      -  there are no path rules
  whole name       0  no path of Stash ends with "Videos/Lisbon/Opening.mp4"
  embedded id      -  the file name carries no id
  shortened name   1  the end "Lisbon/Opening.mp4" is that of a file of scene 1; the tree is the same up to a library folder of Stash
  base name        -  an earlier rung has decided
  stem             -  an earlier rung has decided
  title + date     -  an earlier rung has decided
  title            -  an earlier rung has decided`);
  });

  it("tells why none did", () => {
    const decision = decisionOf({ filename: "Spring/Week 2/Seminar.mp4" });
    expect(explain(confirmedAnswer(decision, ["Stash was asked what is new"]))).toBe(`\
none: no rung found the scene
  guid             -  the request has no guid
  hash             -  the request has no hash
  mapped path      -  there are no path rules
  whole name       0  no path of Stash ends with "Spring/Week 2/Seminar.mp4"
  embedded id      -  the file name carries no id
  shortened name   1  the end "Week 2/Seminar.mp4" is that of scene 3; "spring" and "autumn" are two of one series
  base name        1  the base name "Seminar.mp4" is that of scene 3; "spring" and "autumn" are two of one series
  stem             1  the stem "seminar" is that of scene 3; "spring" and "autumn" are two of one series
  title + date     -  matching by title is off (MATCH_BY_TITLE)
  title            -  titles are only searched for a person who chooses
  Stash was asked what is new`);
  });

  it("lists what a person may choose from", () => {
    const text = explain(decisionOf({ filename: "Porto/Opening.mp4", manual: true }));
    expect(text).toMatch(/^matched: scene 2 by whole name, score 98, first of 2\n/);
    expect(text).toMatch(
      /\ncandidates:\n {2}98 {2}scene 2, whole name: .*\n {2}76 {2}scene 1, base name: .*; the folders differ, and the name is not distinctive$/,
    );
  });

  it("tells why nothing could be confirmed", () => {
    const problem = { code: "unreachable", sentence: "Stash cannot be reached." };
    expect(explain(unconfirmedAnswer(decisionOf({ filename: "a/b.mp4" }), problem, []))).toMatch(
      /^unconfirmed: no rung found the scene; not confirmed: Stash cannot be reached\.\n/,
    );
  });
});
