import { describe, expect, it } from "@jest/globals";
import { silentLogger, type LogFields, type Logger } from "@stash2plex/shared/log";
import type { MatchRequest } from "@stash2plex/shared/plex";
import { createTestClock, type TestClock } from "@stash2plex/simulators/test-clock";

import {
  createMemorySceneIndex,
  plainFile,
  type PlainScene,
} from "../../bench/layouts/memory-scene-index.ts";
import type { MirrorPhase, MirrorStatus } from "../stash-mirror/mirror-status.ts";
import { createSharedRun, untilAborted } from "../stash-mirror/shared-run.ts";
import type { MatchAnswer } from "./match-answer.ts";
import { createMatchService, type MatchService, type MatchServiceDeps } from "./match-service.ts";
import { defaultMatchSettings, type MatchSettings } from "./match-settings.ts";

const identifier = "tv.plex.agents.custom.stash2plex";

class RefusedKey extends Error {
  readonly code = "unauthorized";
}

interface World {
  readonly clock: TestClock;
  readonly service: MatchService;
  /** What our copy knows. */
  copy: PlainScene[];
  /** What Stash knows and a follow brings. */
  stash: PlainScene[];
  /** What only a look-up of a base name finds. */
  renamed: PlainScene[];
  phase: MirrorPhase;
  settings: Partial<MatchSettings>;
  failure: Error | null;
  lookUpFailure: Error | null;
  /** Milliseconds that Stash takes. */
  slowness: number;
  follows: number;
  readonly lookedUp: string[];
  readonly logged: LogFields[];
  readonly told: MatchAnswer[];
}

function createWorld(patch: Partial<World> = {}, deps: Partial<MatchServiceDeps> = {}): World {
  const clock = createTestClock();
  const logged: LogFields[] = [];
  const told: MatchAnswer[] = [];
  const answers = async (failure: Error | null): Promise<void> => {
    if (world.slowness > 0) {
      await new Promise<void>((resolve) => {
        clock.setTimeout(resolve, world.slowness);
      });
    }
    if (failure !== null) throw failure;
  };
  const follow = createSharedRun(async () => {
    world.follows += 1;
    await answers(world.failure);
    world.copy = [...world.stash];
    world.phase = "ready";
  });
  const status = (): MirrorStatus => ({
    phase: world.phase,
    freshAsOf: null,
    scenes: world.copy.length,
    files: world.copy.length,
    progress: world.phase === "first-sync" ? { done: 1_200, total: 5_000 } : null,
    stash: { reachable: true, version: null, problem: null, problemCode: null },
    frozen: null,
    storeProblem: null,
    lastFullPass: null,
    lastIdPass: null,
  });
  const logger: Logger = {
    ...silentLogger,
    debug: (_, fields = {}) => logged.push(fields),
  };
  const lookUp = async (baseName: string): Promise<readonly number[]> => {
    world.lookedUp.push(baseName);
    await answers(world.lookUpFailure);
    const found = world.renamed.filter(({ files }) =>
      files.some((file) => plainFile(file).path.endsWith(`/${baseName}`)),
    );
    world.copy = [
      ...world.copy.filter(({ id }) => found.every((scene) => scene.id !== id)),
      ...found,
    ];
    return found.map(({ id }) => id);
  };
  const service = createMatchService({
    mirror: {
      status,
      follow: (signal) => follow.join(signal),
      lookUpBaseName: (baseName, signal) => untilAborted(lookUp(baseName), signal),
      get reader() {
        const index = createMemorySceneIndex({ scenes: world.copy, folders: ["/mnt/media"] });
        return {
          index,
          detail: () => null,
          outline: () => null,
          pictureVersion: () => null,
          sceneIds: () => [],
          samplePaths: () => [],
          atOnce: <T>(work: () => T): T => work(),
          dataVersion: () => 0,
        };
      },
    },
    rules: () => [],
    settings: () => ({ ...defaultMatchSettings, ...world.settings }),
    clock,
    logger,
    onDecision: (_, answer) => told.push(answer),
    ...deps,
  });
  const world: World = {
    clock,
    service,
    copy: [],
    stash: [],
    renamed: [],
    phase: "ready",
    settings: {},
    failure: null,
    lookUpFailure: null,
    slowness: 0,
    follows: 0,
    lookedUp: [],
    logged,
    told,
    ...patch,
  };
  return world;
}

const scene = (id: number, path: string): PlainScene => ({ id, files: [path] });

const requestOf = (hints: string | Partial<MatchRequest>): MatchRequest => ({
  type: 1,
  manual: false,
  includeAdult: false,
  ...(typeof hints === "string" ? { filename: hints } : hints),
});

/** The answer, with time moved until it is there. */
async function ask(
  world: World,
  hints: string | Partial<MatchRequest>,
  signal?: AbortSignal,
): Promise<MatchAnswer> {
  const answer = world.service.match(requestOf(hints), signal === undefined ? {} : { signal });
  answer.catch(() => undefined);
  await world.clock.advance(60_000);
  return answer;
}

const lisbon = scene(1, "/mnt/media/Lisbon/Opening.mp4");
const porto = scene(2, "/mnt/media/Porto/Opening.mp4");

describe("a file that our copy knows", () => {
  it("is answered without a word to Stash", async () => {
    const world = createWorld({ copy: [lisbon], failure: new RefusedKey("no") });
    const answer = await ask(world, "Lisbon/Opening.mp4");
    expect(answer).toMatchObject({ outcome: "matched", confirmed: true, problem: null, asked: [] });
    expect(world.follows + world.lookedUp.length).toBe(0);
  });

  it("is answered while the first copy is being made, if nothing later can change it", async () => {
    const world = createWorld({ copy: [lisbon], phase: "first-sync" });
    expect(await ask(world, "Lisbon/Opening.mp4")).toMatchObject({ outcome: "matched", asked: [] });
    expect(world.follows + world.lookedUp.length).toBe(0);
  });

  it("is said to be filtered at once", async () => {
    const world = createWorld({ copy: [lisbon], settings: { requireOrganized: true } });
    expect(await ask(world, "Lisbon/Opening.mp4")).toMatchObject({ outcome: "filtered" });
    expect(world.follows).toBe(0);
  });
});

describe("a file that our copy does not know", () => {
  it("is found once Stash has learned it", async () => {
    const world = createWorld({ copy: [porto], stash: [porto, lisbon] });
    const answer = await ask(world, "Lisbon/Opening.mp4");
    expect(answer).toMatchObject({
      outcome: "matched",
      confirmed: true,
      asked: ["Stash was asked what is new"],
    });
    expect(world.lookedUp).toEqual([]);
  });

  it("is found by its base name when only its folder was renamed", async () => {
    const old = scene(1, "/mnt/media/Lisboa/Opening.mp4");
    const world = createWorld({ copy: [old], stash: [old], renamed: [lisbon] });
    const answer = await ask(world, "Lisbon/Opening.mp4");
    expect(answer).toMatchObject({ outcome: "matched", confirmed: true });
    expect(answer.asked).toHaveLength(2);
    expect(world.lookedUp).toEqual(["Opening.mp4"]);
  });

  it("is a confirmed miss only after both", async () => {
    const world = createWorld({ copy: [porto], stash: [porto] });
    const answer = await ask(world, "Rome/Opening.mp4");
    expect(answer).toMatchObject({ outcome: "none", confirmed: true, problem: null });
    expect([world.follows, world.lookedUp]).toEqual([1, ["Opening.mp4"]]);
  });

  it.each<[string, Partial<World>, string, RegExp]>([
    [
      "Stash refuses the key",
      { failure: new RefusedKey("Stash refuses the key.") },
      "unauthorized",
      /refuses the key/,
    ],
    ["Stash is too slow", { slowness: 30_000 }, "too-slow", /within 8 s/],
  ])("is unconfirmed when %s", async (_, patch, code, sentence) => {
    const world = createWorld({ copy: [porto], stash: [porto, lisbon], ...patch });
    const answer = await ask(world, "Lisbon/Opening.mp4");
    expect(answer).toMatchObject({ outcome: "unconfirmed", confirmed: false, problem: { code } });
    expect(answer.problem?.sentence).toMatch(sentence);
    expect(answer.trace).not.toHaveLength(0);
  });

  it("stays a confirmed miss when only the look-up fails: the follow has answered", async () => {
    const world = createWorld({ lookUpFailure: new Error("too many rows") });
    const answer = await ask(world, "Rome/Opening.mp4");
    expect(answer).toMatchObject({ outcome: "none", confirmed: true });
    expect(answer.asked[1]).toMatch(/could not be looked up: too many rows/);
  });

  it("asks Stash for what is ambiguous too: an exact path may be new", async () => {
    const twins = [scene(3, "/a/Walk through Lisbon.mp4"), scene(4, "/b/Walk through Lisbon.mp4")];
    const world = createWorld({
      copy: twins,
      stash: [...twins, scene(5, "/mnt/media/City/Walk through Lisbon.mp4")],
    });
    const answer = await ask(world, "City/Walk through Lisbon.mp4");
    expect(answer).toMatchObject({ outcome: "matched", candidates: [{ sceneId: 5 }] });
  });

  it("is not asked for where there is nothing to ask, or nothing to answer", async () => {
    const world = createWorld();
    expect(await ask(world, {})).toMatchObject({ outcome: "none", confirmed: true });
    expect(await ask(world, { type: 2, filename: "a/b.mp4" })).toMatchObject({ outcome: "none" });
    expect(await ask(world, { title: "Lisbon" })).toMatchObject({ outcome: "none" });
    expect(world.follows).toBe(0);
  });

  it("is asked for by guid, and by the title that a person typed", async () => {
    const world = createWorld({ stash: [lisbon] });
    const guid = `${identifier}://movie/scene-1`;
    expect(await ask(world, { guid })).toMatchObject({ outcome: "matched" });
    world.copy = [];
    expect(await ask(world, { title: "scene-1", manual: true })).toMatchObject({
      outcome: "matched",
      candidates: [{ sceneId: 1, plexScore: 99 }],
    });
  });

  it("costs few follows when a thousand are asked for at once", async () => {
    const world = createWorld({ stash: [lisbon], slowness: 500 });
    const requests = Array.from({ length: 1_000 }, async (_, at) =>
      world.service.match(requestOf(`Folder ${at}/Opening ${at}.mp4`)),
    );
    await world.clock.advance(5_000);
    const answers = await Promise.all(requests);
    expect(answers.every(({ confirmed, outcome }) => confirmed && outcome === "none")).toBe(true);
    expect(world.follows).toBeLessThanOrEqual(2);
  });

  it("is given up when the caller leaves", async () => {
    const world = createWorld({ slowness: 1_000 });
    const caller = new AbortController();
    const answer = world.service.match(requestOf("a/b.mp4"), { signal: caller.signal });
    answer.catch(() => undefined);
    caller.abort(new Error("gone away"));
    await expect(answer).rejects.toThrow("gone away");
    await expect(
      world.service.match(requestOf("a/b.mp4"), { signal: caller.signal }),
    ).rejects.toThrow("gone away");
    expect(world.told).toEqual([]);
  });

  it("keeps within the budget of the request", async () => {
    const world = createWorld({ slowness: 5_000 }, { deadlineMs: 3_000 });
    const began = world.clock.now();
    let took = 0;
    const answer = world.service.match(requestOf("Rome/Opening.mp4")).then((value) => {
      took = world.clock.now() - began;
      return value;
    });
    await world.clock.advance(30_000);
    expect(await answer).toMatchObject({ outcome: "unconfirmed" });
    expect(took).toBe(3_000);
  });
});

describe("while the first copy is being made", () => {
  const walk = scene(7, "/mnt/media/Lisbon/Walk through Lisbon.mp4");

  it("a name that is the only one so far is looked up before it is believed", async () => {
    const twin = scene(8, "/mnt/media/Later/Walk through Lisbon.mp4");
    const world = createWorld({
      copy: [walk],
      stash: [walk, twin],
      renamed: [walk, twin],
      phase: "first-sync",
    });
    const answer = await ask(world, "Other/Walk through Lisbon.mp4");
    expect(world.lookedUp).toEqual(["Walk through Lisbon.mp4"]);
    expect(answer.outcome).toBe("ambiguous");
  });

  it("what the look-up finds is answered without waiting for the rest", async () => {
    const world = createWorld({ renamed: [lisbon], phase: "first-sync", slowness: 100 });
    expect(await ask(world, "Lisbon/Opening.mp4")).toMatchObject({
      outcome: "matched",
      confirmed: true,
    });
    expect(world.follows).toBe(0);
  });

  it("a miss is unconfirmed as long as the copy takes longer than the request may", async () => {
    const world = createWorld({ phase: "first-sync", slowness: 100_000 });
    const answer = await ask(world, "Lisbon/Opening.mp4");
    expect(answer).toMatchObject({ outcome: "unconfirmed", problem: { code: "first-sync" } });
    expect(answer.problem?.sentence).toBe(
      "The first copy of Stash is still being made (1200 of 5000 scenes), and the file is not in it yet.",
    );
  });

  it("a miss is confirmed when the copy is finished in time", async () => {
    const world = createWorld({ phase: "first-sync", stash: [porto], slowness: 1_000 });
    expect(await ask(world, "Lisbon/Opening.mp4")).toMatchObject({
      outcome: "none",
      confirmed: true,
    });
  });

  it("a stem that is the only one so far is not believed", async () => {
    const world = createWorld({ copy: [walk], phase: "first-sync", slowness: 100_000 });
    expect(await ask(world, "Lisbon/Walk through Lisbon 720p.mp4")).toMatchObject({
      outcome: "unconfirmed",
    });
  });
});

describe("what is told about a decision", () => {
  it("is logged at debug with its explanation, and handed on", async () => {
    const world = createWorld({ copy: [lisbon] });
    const answer = await ask(world, "Lisbon/Opening.mp4");
    expect(world.told).toEqual([answer]);
    expect(world.logged).toHaveLength(1);
    expect(world.logged[0]).toMatchObject({
      filename: "Lisbon/Opening.mp4",
      outcome: "matched",
      rung: "whole-name",
      sceneId: 1,
    });
    expect(world.logged[0]?.explanation).toMatch(/^matched: scene 1 by whole name, score 98\n/);
  });

  it("uses what is known about Plex's file", async () => {
    const known = { plexFacts: () => ({ folders: ["/mnt/media/Lisbon"] }) };
    const world = createWorld({ copy: [lisbon, porto] }, known);
    expect(await ask(world, "Opening.mp4")).toMatchObject({
      outcome: "matched",
      candidates: [{ sceneId: 1, rung: "mapped-path" }],
    });
  });
});
