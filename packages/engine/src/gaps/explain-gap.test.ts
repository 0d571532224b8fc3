import { describe, expect, it } from "@jest/globals";

import { explainGap, type ExplainableGap } from "./explain-gap.ts";
import { automaticRepairs, gapKinds, gapReasons } from "./gap.ts";

const everyReason = gapKinds.flatMap((kind) =>
  gapReasons[kind].map((reason) => ({ kind, reason }) as const),
);

const full = {
  sceneId: 12,
  stashPath: "/data/Lake.mp4",
  plexPath: "/films/Lake.mp4",
  section: "Films",
  details: "13",
};
const bare = { sceneId: null, stashPath: null, plexPath: null, section: null, details: null };

describe("the words about a gap", () => {
  it.each(everyReason)("$kind/$reason: say what is the matter and what to do", (gap) => {
    for (const facts of [full, bare]) {
      const { explanation, advice, repair, isAutomatic } = explainGap({ ...gap, ...facts });
      for (const text of [explanation, advice]) {
        expect(text).toMatch(/^["A-Z][^]*\.$/u);
        expect(text).not.toMatch(/null|undefined|\.\.| {2}/u);
      }
      expect(isAutomatic).toBe(automaticRepairs.has(repair));
    }
  });

  const explain = (gap: Partial<ExplainableGap> & Pick<ExplainableGap, "kind" | "reason">) =>
    explainGap({ ...full, ...gap }).explanation;

  it("call fields as people do", () => {
    expect(explain({ kind: "incomplete", reason: "field", details: "genre, thumb, title" })).toBe(
      "Plex did not take over everything of scene 12: genres, poster, title.",
    );
  });

  it("name the filter and its setting", () => {
    const details =
      "scene 12 is meant, but it is not marked organized in Stash (REQUIRE_ORGANIZED)";
    expect(explain({ kind: "plex-only", reason: "filtered", details })).toBe(
      '"/films/Lake.mp4" is scene 12 of Stash, but it is not marked organized in Stash (REQUIRE_ORGANIZED).',
    );
  });

  it("name the agent, and few of many scenes", () => {
    const guid = "com.plexapp.agents.imdb://tt1?lang=en";
    expect(explain({ kind: "unmatched", reason: "other-agent", details: guid })).toContain(
      "(com.plexapp.agents.imdb)",
    );
    const details = "1, 2, 3, 4, 5, 6, 7";
    expect(explain({ kind: "plex-only", reason: "ambiguous", details })).toContain(
      "scenes 1, 2, 3, 4, 5 and 2 more",
    );
  });
});
