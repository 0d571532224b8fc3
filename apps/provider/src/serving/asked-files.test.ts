import { setImmediate as nextTurn } from "node:timers/promises";

import { describe, expect, it } from "@jest/globals";
import type { MatchAnswer } from "@stash2plex/engine/matching";
import { silentLogger } from "@stash2plex/shared/log";
import type { MatchRequest } from "@stash2plex/shared/plex";

import { createManualClock } from "../../test/manual-clock.ts";
import { createMemoryGapService, sampleGap } from "../../test/memory-gap-service.ts";
import { createAskedFiles } from "./asked-files.ts";

const START = Date.UTC(2026, 0, 2);

const open = () => {
  const gaps = createMemoryGapService([]);
  const clock = createManualClock(START);
  const asked = createAskedFiles({ gaps, clock, logger: silentLogger });
  return { gaps, clock, asked };
};

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await nextTurn();
};

const requestFor = (filename: string | undefined, changes: Partial<MatchRequest> = {}) => ({
  type: 1 as const,
  manual: false,
  includeAdult: true,
  ...(filename !== undefined && { filename }),
  ...changes,
});

const answerOf = (
  outcome: MatchAnswer["outcome"],
  sceneIds: readonly number[] = [],
): MatchAnswer => ({
  outcome,
  candidates: sceneIds.map((sceneId) => ({
    sceneId,
    rung: "base-name",
    score: 90,
    plexScore: 100,
    reason: "",
    settled: true,
  })),
  trace: [],
  summary: "",
  confirmed: true,
  problem: null,
  asked: [],
});

describe("files that Plex asks about", () => {
  it("are told when they are missed, with the scenes in question, within a second", async () => {
    const { gaps, clock, asked } = open();
    asked.decided(requestFor("A/One.mp4", { title: "One" }), answerOf("none"));
    asked.decided(requestFor("A/Two.mp4"), answerOf("ambiguous", [4, 5]));
    asked.decided(requestFor("A/Three.mp4"), answerOf("filtered", [6]));
    asked.decided(requestFor("A/Four.mp4"), answerOf("unconfirmed"));
    expect(gaps.asked).toEqual([]);
    clock.advance(1_000);
    await settled();
    expect(gaps.asked).toEqual([
      { filename: "A/One.mp4", title: "One", outcome: "none", sceneIds: [], at: START },
      { filename: "A/Two.mp4", title: null, outcome: "ambiguous", sceneIds: [4, 5], at: START },
      { filename: "A/Three.mp4", title: null, outcome: "filtered", sceneIds: [6], at: START },
      { filename: "A/Four.mp4", title: null, outcome: "unconfirmed", sceneIds: [], at: START },
    ]);
    expect(gaps.calls).toEqual([["noteAsked", 4]]);
  });

  it.each([
    ["matched", requestFor("A/One.mp4"), answerOf("matched", [1])],
    ["listed for a person", requestFor("A/One.mp4", { manual: true }), answerOf("none")],
    ["asked for without a name", requestFor(undefined, { title: "One" }), answerOf("none")],
    ["asked for with an empty name", requestFor(""), answerOf("none")],
  ])("are not told when they are %s", async (_what, request, answer) => {
    const { gaps, clock, asked } = open();
    asked.decided(request, answer);
    expect(clock.waiting()).toEqual([]);
    await asked.close();
    expect(gaps.calls).toEqual([]);
  });

  it("are told as matched only when they were missed before, and once", async () => {
    const { gaps, clock, asked } = open();
    asked.matched(requestFor("A/Known.mp4"), 1);
    expect(clock.waiting()).toEqual([]);
    asked.decided(requestFor("A/New.mp4"), answerOf("none"));
    clock.advance(1_000);
    await settled();
    asked.matched(requestFor("A/New.mp4"), 7);
    asked.matched(requestFor("A/New.mp4"), 7);
    asked.matched(requestFor("B/New.mp4"), 8);
    clock.advance(1_000);
    await settled();
    asked.matched(requestFor("A/New.mp4"), 7);
    expect(clock.waiting()).toEqual([]);
    expect(gaps.asked.slice(1)).toEqual([
      { filename: "A/New.mp4", title: null, outcome: "matched", sceneIds: [7], at: START + 1_000 },
    ]);
  });

  it("are told as matched also when they were missed before a restart", async () => {
    const { gaps, clock, asked } = open();
    gaps.gaps = [
      sampleGap(1, { kind: "plex-only", reason: "not-in-stash", plexPath: "/data/A/Opening.mp4" }),
      sampleGap(2, { kind: "plex-only", reason: "not-in-stash", plexPath: "B\\Opening.mp4" }),
      sampleGap(3, { kind: "plex-only", reason: "not-in-stash", plexPath: null }),
    ];
    await asked.recall();
    for (const folder of ["A", "B", "C"]) asked.matched(requestFor(`${folder}/Opening.mp4`), 7);
    clock.advance(1_000);
    await settled();
    expect(gaps.asked.map(({ filename }) => filename)).toEqual(["A/Opening.mp4", "B/Opening.mp4"]);
  });

  it("of before a restart are recalled over many pages, or not at all", async () => {
    const { gaps, clock, asked } = open();
    gaps.gaps = Array.from({ length: 2_500 }, (_, at) =>
      sampleGap(at + 1, { kind: "plex-only", plexPath: `A/${at + 1}.mp4` }),
    );
    await asked.recall();
    asked.matched(requestFor("A/2500.mp4"), 7);
    expect(clock.waiting()).toEqual([1_000]);

    const other = open();
    other.gaps.failure = "The thread of the Stash mirror ended.";
    await other.asked.recall();
    other.asked.matched(requestFor("A/1.mp4"), 7);
    expect(other.clock.waiting()).toEqual([]);
  });

  it("are told once with their last outcome when they are asked for again and again", async () => {
    const { gaps, clock, asked } = open();
    for (let time = 0; time < 100; time += 1)
      asked.decided(requestFor("A/One.mp4"), answerOf("unconfirmed"));
    asked.matched(requestFor("A/One.mp4"), 3);
    clock.advance(1_000);
    await settled();
    expect(gaps.asked.map(({ outcome, sceneIds }) => [outcome, sceneIds])).toEqual([
      ["matched", [3]],
    ]);
  });

  it("are bounded, and wait while the thread is busy", async () => {
    const { gaps, clock, asked } = open();
    let release = (): void => undefined;
    gaps.gate = new Promise((resolve) => {
      release = resolve;
    });
    const ask = (from: number, to: number): void => {
      for (let file = from; file < to; file += 1)
        asked.decided(requestFor(`A/${file}.mp4`), answerOf("none"));
    };
    ask(0, 10);
    clock.advance(1_000);
    ask(10, 7_000);
    clock.advance(10_000);
    expect(gaps.calls).toEqual([["noteAsked", 10]]);
    release();
    await settled();
    clock.advance(1_000);
    await settled();
    expect(gaps.calls).toEqual([
      ["noteAsked", 10],
      ["noteAsked", 5_000],
    ]);
  });

  it("that cannot be told are let go, and the next ones are told", async () => {
    const { gaps, clock, asked } = open();
    gaps.failure = "The thread of the Stash mirror ended.";
    asked.decided(requestFor("A/One.mp4"), answerOf("none"));
    clock.advance(1_000);
    await settled();
    gaps.failure = null;
    asked.decided(requestFor("A/Two.mp4"), answerOf("none"));
    clock.advance(1_000);
    await settled();
    expect(gaps.asked.map(({ filename }) => filename)).toEqual(["A/Two.mp4"]);
  });

  it("are told at the end, after what is on its way", async () => {
    const { gaps, clock, asked } = open();
    let release = (): void => undefined;
    gaps.gate = new Promise((resolve) => {
      release = resolve;
    });
    asked.decided(requestFor("A/One.mp4"), answerOf("none"));
    clock.advance(1_000);
    asked.decided(requestFor("A/Two.mp4"), answerOf("none"));
    const closed = asked.close();
    release();
    await closed;
    expect(gaps.asked.map(({ filename }) => filename)).toEqual(["A/One.mp4", "A/Two.mp4"]);
    asked.decided(requestFor("A/Three.mp4"), answerOf("none"));
    expect(clock.waiting()).toEqual([]);
  });
});
