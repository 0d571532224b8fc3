import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

import { parseStashEvents, type StashEvent } from "@stash2plex/shared/events";

/** Where a build lies; the test task builds first (turbo.json). */
export const built = (name: string): string =>
  fileURLToPath(new URL(`../dist/${name}`, import.meta.url));

export interface HookAnswer {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
  readonly ms: number;
}

export interface HookFolder {
  readonly data: string;
  /** Runs the real hook program. */
  readonly run: (input: string | Buffer, env?: Record<string, string>) => Promise<HookAnswer>;
  readonly provider: (url: string, token?: string) => void;
  readonly spooled: () => readonly StashEvent[];
  readonly spoolNames: () => readonly string[];
  /** How often hooks started a worker. */
  readonly workersStarted: () => number;
  readonly remove: () => void;
}

/** In place of main.cjs: leaves a mark that it was started, with what. */
const fakeWorker = `
const fs = require("node:fs");
if (process.argv[2] === "worker") fs.appendFileSync(process.env.DATA_DIR + "/started.log", process.env.STASH2PLEX_CONNECTION.length + "\\n");
exports.answerStash = async (text) => fs.writeSync(1, JSON.stringify({ output: "main got " + text.length }));
`;

/** A plugin's folder with the real hook program, a data folder, and a worker that only says that it was started. */
export function makeHookFolder(): HookFolder {
  const folder = mkdtempSync(join(tmpdir(), "stash2plex-hook-"));
  const data = join(folder, "data");
  mkdirSync(data);
  copyFileSync(built("hook.cjs"), join(folder, "hook.cjs"));
  writeFileSync(join(folder, "main.cjs"), fakeWorker);
  const spool = join(data, "spool");
  const spoolNames = (): readonly string[] => (existsSync(spool) ? readdirSync(spool) : []);
  return {
    data,
    run: async (input, env = {}) => {
      const begun = performance.now();
      const child = spawn(process.execPath, [join(folder, "hook.cjs")], {
        env: { PATH: process.env.PATH, DATA_DIR: data, ...env },
      });
      child.stdin.on("error", () => undefined);
      child.stdin.end(input);
      const [stdout, stderr] = await Promise.all([
        text(child.stdout),
        text(child.stderr),
        once(child, "close"),
      ]);
      return { stdout, stderr, code: child.exitCode, ms: performance.now() - begun };
    },
    provider: (url, token = "") =>
      writeFileSync(join(data, "provider.json"), JSON.stringify({ url, token })),
    spoolNames,
    spooled: () =>
      spoolNames().flatMap(
        (name) => parseStashEvents(JSON.parse(readFileSync(join(spool, name), "utf8"))).events,
      ),
    workersStarted: () => {
      const log = join(data, "started.log");
      return existsSync(log) ? readFileSync(log, "utf8").trim().split("\n").length : 0;
    },
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}
