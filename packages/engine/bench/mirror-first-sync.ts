import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "tsup";

import type { PlainSyncRun, SyncRun } from "./mirror-sync-run.ts";

const programOf = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** A first sync, and the same pages fetched and thrown away just before it. */
export interface Round {
  readonly fetchMs: number;
  readonly sync: PlainSyncRun;
}

export interface FirstSyncFigures {
  readonly rounds: readonly Round[];
  /** While matches are answered. */
  readonly run: SyncRun;
}

/** A busy machine makes single runs slower, and never faster: of several, the fastest tell what the work costs. */
const roundCount = 3;

const startFakeStash = async (
  scenes: number,
): Promise<{ readonly url: string; readonly child: ChildProcess }> => {
  const child = spawn(
    process.execPath,
    [programOf("../../simulators/src/stash-server/cli.ts"), "--scenes", String(scenes)],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  let said = "";
  for await (const chunk of child.stdout) {
    said += String(chunk);
    const url = /"url":"([^"]+)"/u.exec(said)?.[1];
    if (url !== undefined) return { url, child };
  }
  throw new Error(`The fake Stash did not start: ${said}`);
};

/**
 * Bundles the programs as the product is bundled: types that are stripped while a program starts cost some 40 MiB in
 * each of its threads, which nobody has who runs it.
 */
const bundlePrograms = async (folder: string): Promise<string> => {
  await build({
    entry: [programOf("./mirror-sync-run.ts"), programOf("./mirror-thread.ts")],
    outDir: folder,
    format: "esm",
    platform: "node",
    target: "node22",
    removeNodeProtocol: false,
    noExternal: [/.*/u],
    outExtension: () => ({ js: ".js" }),
    banner: {
      js: 'import { createRequire as createRequireOfBundle } from "node:module"; const require = createRequireOfBundle(import.meta.url);',
    },
    config: false,
    silent: true,
  });
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  return join(folder, "mirror-sync-run.js");
};

const runProgram = async (
  program: string,
  mode: "fetch" | "plain-sync" | "sync",
  url: string,
): Promise<unknown> => {
  const child = spawn(process.execPath, [program, mode, url], {
    stdio: ["ignore", "pipe", "inherit"],
    // As in the image (docker/Dockerfile): memory is measured, too.
    env: { ...process.env, MALLOC_ARENA_MAX: "1" },
  });
  let said = "";
  child.stdout.on("data", (chunk) => {
    said += String(chunk);
  });
  await once(child, "close");
  return JSON.parse(said);
};

type Run = (mode: "fetch" | "plain-sync" | "sync") => Promise<unknown>;

const withFakeStash = async <T>(scenes: number, use: (run: Run) => Promise<T>): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), "stash2plex-bench-"));
  const program = await bundlePrograms(folder);
  const { url, child } = await startFakeStash(scenes);
  try {
    return await use((mode) => runProgram(program, mode, url));
  } finally {
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  }
};

const oneRound = async (run: Run): Promise<Round> => ({
  fetchMs: (await run("fetch")) as number,
  sync: (await run("plain-sync")) as PlainSyncRun,
});

/** First syncs from the fake Stash, each beside a run that only fetches; and one more while matches are answered. */
export const measureFirstSync = (scenes: number): Promise<FirstSyncFigures> =>
  withFakeStash(scenes, async (run) => {
    // The first run also warms the fake Stash up and is not counted.
    await run("fetch");
    const rounds: Round[] = [];
    for (let round = 0; round < roundCount; round += 1) rounds.push(await oneRound(run));
    return { rounds, run: (await run("sync")) as SyncRun };
  });

/** One first sync, for a library that takes minutes. */
export const measureLongFirstSync = (scenes: number): Promise<Round> =>
  withFakeStash(scenes, oneRound);
