import { describe, expect, it } from "@jest/globals";
import type { MatchRequest } from "@stash2plex/shared/plex";

import { type DecisionState, rememberMatches } from "./decision-cache.ts";
import type { MatchAnswer } from "./plex-routes/ports.ts";

const request = (changes: Partial<MatchRequest> = {}): MatchRequest => ({
  type: 1,
  filename: "Alps/Dawn.mp4",
  manual: false,
  includeAdult: false,
  ...changes,
});

function remembering(outcome: MatchAnswer["outcome"] = "matched") {
  const world = {
    state: { version: 1, settings: {}, rules: [] } as DecisionState,
    asked: 0,
    meanwhile: (): void => undefined,
  };
  const scene = {
    sceneId: 12,
    rung: "whole name",
    score: 100,
    reason: "it is the end of the path",
  };
  const matcher = rememberMatches(
    async () => {
      world.asked += 1;
      await Promise.resolve();
      world.meanwhile();
      const scenes = outcome === "matched" || outcome === "listed" ? [scene] : [];
      return { outcome, scenes, explanation: () => ["first"] };
    },
    ({ filename }) => [`again: ${filename ?? ""}`],
    () => world.state,
  );
  return { world, matcher };
}

describe("remembered matches", () => {
  it("are answered without deciding again, with reasons when somebody wants them", async () => {
    const { world, matcher } = remembering();
    const first = await matcher(request());
    const again = await matcher(request());
    expect(world.asked).toBe(1);
    expect(again.scenes).toEqual(first.scenes);
    expect(again.explanation()).toEqual(["again: Alps/Dawn.mp4"]);
  });

  it.each([
    ["another file", { filename: "Alps/Dusk.mp4" }],
    ["another title", { title: "Dawn" }],
    ["another year", { year: 2024 }],
    ["a guid", { guid: "x://movie/scene-1" }],
    ["a hash", { oshash: "0123456789abcdef" }],
    ["a duration", { duration: 60_000 }],
    ["includeAdult", { includeAdult: true }],
    ["a person asking", { manual: true }],
  ])("do not answer %s", async (_name, changes) => {
    const { world, matcher } = remembering();
    await matcher(request());
    await matcher(request(changes));
    expect(world.asked).toBe(2);
  });

  it("cannot be confused by line breaks in names", async () => {
    const { world, matcher } = remembering();
    await matcher(request({ filename: "a", title: "b\nc" }));
    await matcher(request({ filename: "a\nb", title: "c" }));
    expect(world.asked).toBe(2);
  });

  it.each([
    ["the mirror", { version: 2 }],
    ["the settings", { settings: {} }],
    ["the rules", { rules: [] }],
  ])("are forgotten when %s change", async (_name, changes) => {
    const { world, matcher } = remembering();
    await matcher(request());
    world.state = { ...world.state, ...changes };
    await matcher(request());
    expect(world.asked).toBe(2);
  });

  it("are not kept when the mirror changed while they were decided", async () => {
    const { world, matcher } = remembering();
    world.meanwhile = () => {
      world.state = { ...world.state, version: 2 };
      world.meanwhile = () => undefined;
    };
    await matcher(request());
    await matcher(request());
    expect(world.asked).toBe(2);
  });

  it.each(["no-match", "ambiguous", "filtered", "unconfirmed"] as const)(
    "never hold the answer %s",
    async (outcome) => {
      const { world, matcher } = remembering(outcome);
      await matcher(request());
      await matcher(request());
      expect(world.asked).toBe(2);
    },
  );
});
