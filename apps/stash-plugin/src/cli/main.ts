import { basename } from "node:path";
import process from "node:process";

import { answerStash as answer } from "./answer-stash.js";
import { engineBeside } from "./load-engine.js";
import { runTerminal } from "./run-terminal.js";
import { startWorkerProcess } from "./start-worker-process.js";
import { writeOut } from "./write-out.js";

const program = process.argv[1] ?? "";
const { env } = process;
const stop = new AbortController();
const parts = engineBeside(program, process.versions.node);
const common = { env, program, parts, now: Date.now, signal: stop.signal, write: writeOut };

/** Timers of the engine keep no process alive, and all there is to wait for may be one of them. */
const untilDone = async <T>(work: Promise<T>): Promise<T> => {
  const hold = setInterval(() => undefined, 60_000);
  try {
    return await work;
  } finally {
    clearInterval(hold);
  }
};

/** Called by hook.cjs for everything that is no hook. */
export const answerStash = (text: string): Promise<void> => untilDone(answer(text, common));

const fromTerminal = async (): Promise<void> => {
  process.once("SIGINT", () => stop.abort());
  process.once("SIGTERM", () => stop.abort());
  process.exitCode = await untilDone(
    runTerminal({
      ...common,
      words: process.argv.slice(2),
      work: (files, pluginDir) =>
        startWorkerProcess({ env, files, pluginDir, parts, signal: stop.signal }),
    }),
  );
};

if (basename(program) === "main.cjs") void fromTerminal();
