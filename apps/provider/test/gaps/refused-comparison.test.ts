import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { destroyScene, updateScene } from "@stash2plex/simulators/library";

import { closeGapStages, type GapStage, startGapStage, watching } from "./gap-stage.ts";
import { excludedTag } from "./seeds-plex-side.ts";
import { expectedLines, reportedLines, type Seed } from "./seed.ts";
import { bringApart, gapsOf, seedLibraries } from "./seeded-libraries.ts";

const longMs = 120_000;
const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
let stage: GapStage;
let seeds: readonly Seed[];
let child: ChildProcess | null = null;

/** Both sides differ further, so that a comparison would have something to say. */
const changeMore = (): void => {
  const { library } = stage;
  const [first, second] = [...library.scenes()].filter(({ files }) => files.length > 0);
  if (first === undefined || second === undefined) throw new Error("There are no scenes.");
  updateScene(library, first.id, { title: "Changed once more" });
  destroyScene(library, second.id);
};

beforeEach(async () => {
  const seeded = seedLibraries({ seed: 21, scenes: 90, layout: "path rules", least: 1, most: 1 });
  ({ seeds } = seeded);
  stage = await startGapStage(seeded.world, { env: { EXCLUDE_TAGS: excludedTag.name } });
  await bringApart(stage, seeds);
}, longMs);

afterEach(async () => {
  child?.kill("SIGKILL");
  child = null;
  expect(await closeGapStages()).toEqual([]);
});

describe("a comparison while a server is away", () => {
  it.each([
    ["Stash", /STASH_URL|Stash/, () => stage.stash.pause(), () => stage.stash.resume()],
    ["Plex", /PLEX_URL|Plex/, () => stage.pms.pause(), () => stage.pms.resume()],
    [
      "Plex, in the middle of its list",
      /Plex/,
      () => stage.pms.faults.set({ kind: "cut", route: "GET /library/sections/{key}/all" }),
      () => stage.pms.faults.clear(),
    ],
  ] as const)(
    "is refused with a sentence, and no row changes: %s",
    async (_who, words, goAway, comeBack) => {
      const wanted = expectedLines(gapsOf(seeds));
      const before = await stage.compared();
      expect(reportedLines(before)).toEqual(wanted);
      await goAway();
      changeMore();
      const problem = await stage.job("compare");
      expect(problem).toMatch(words);
      expect(problem).not.toContain(stage.pms.token);
      expect(await stage.gaps()).toEqual(before);
      expect(await stage.gaps("closed")).toEqual([]);
      await comeBack();
      await stage.eventually(
        () => stage.job("compare"),
        (sentence) => sentence === null,
      );
      // The further changes are two gaps more: the retitled scene, and the item of the deleted one.
      expect((await stage.gaps()).length).toBe(wanted.length + 2);
    },
    longMs,
  );
});

/** The provider as a process of its own, on the data and at the address of the one of the stage. */
async function startProcess(): Promise<void> {
  const { dataDir, stash, pms, url, world } = stage;
  child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", main, "serve"], {
    env: {
      DATA_DIR: dataDir,
      STASH_URL: stash.url,
      PLEX_URL: pms.url,
      PLEX_TOKEN: pms.token,
      PORT: new URL(url).port,
      HOST: "127.0.0.1",
      PATH_RULES: world.rules(),
      COMPARE_SCHEDULE: "manual",
      EXCLUDE_TAGS: excludedTag.name,
      ...watching,
    },
    stdio: "ignore",
  });
  await stage.eventually(
    () =>
      fetch(`${url}/readyz`).then(
        (answer) => answer.ok,
        () => false,
      ),
    (isReady) => isReady,
  );
}

async function kill(): Promise<void> {
  if (child === null) throw new Error("There is no process to kill.");
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

describe("a provider that is killed while it compares", () => {
  it("says nothing wrong afterwards, and nothing twice", async () => {
    const wanted = expectedLines(gapsOf(seeds));
    await stage.stopProvider();
    for (const delayMs of [0, 15, 40, 90]) {
      await startProcess();
      await stage.ask("/api/jobs/compare/run", { method: "POST" });
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      await kill();
    }
    await stage.begin(watching);
    const open = reportedLines(await stage.gaps());
    expect(wanted).toEqual(expect.arrayContaining([...open]));
    expect(new Set(open).size).toBe(open.length);
    expect(reportedLines(await stage.compared())).toEqual(wanted);
    expect(await stage.gaps("closed")).toEqual([]);
  }, 120_000);
});
