import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

import type { SyncRun } from "./mirror-sync-run.ts";

const programOf = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

export interface FirstSyncFigures {
  readonly run: SyncRun;
  /** The same pages fetched and thrown away, in milliseconds; the mean of a run before and one after. */
  readonly fetchMs: number;
}

const startFakeStash = async (
  scenes: number,
): Promise<{ readonly url: string; readonly child: ChildProcess }> => {
  const child = spawn(
    process.execPath,
    [programOf("../../simulators/src/fake-stash/cli.ts"), "--scenes", String(scenes)],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  let said = "";
  for await (const chunk of child.stdout) {
    said += String(chunk);
    const url = /https?:\/\/\S+/u.exec(said)?.[0];
    if (url !== undefined) return { url, child };
  }
  throw new Error(`The fake Stash did not start: ${said}`);
};

const runProgram = async (mode: "fetch" | "sync", url: string): Promise<unknown> => {
  const child = spawn(process.execPath, [programOf("./mirror-sync-run.ts"), mode, url], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.on("data", (chunk) => {
    said += String(chunk);
  });
  await once(child, "close");
  return JSON.parse(said);
};

/** A first sync from the fake Stash, between two runs that fetch the same pages and throw them away. */
export const measureFirstSync = async (scenes: number): Promise<FirstSyncFigures> => {
  const { url, child } = await startFakeStash(scenes);
  try {
    // The first run also warms the fake Stash up and is not counted.
    await runProgram("fetch", url);
    const before = (await runProgram("fetch", url)) as number;
    const run = (await runProgram("sync", url)) as SyncRun;
    const after = (await runProgram("fetch", url)) as number;
    return { run, fetchMs: (before + after) / 2 };
  } finally {
    child.kill();
  }
};
