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

/** Called by hook.cjs for everything that is no hook. */
export const answerStash = (text: string): Promise<void> => answer(text, common);

const fromTerminal = async (): Promise<void> => {
  process.once("SIGINT", () => stop.abort());
  process.once("SIGTERM", () => stop.abort());
  process.exitCode = await runTerminal({
    ...common,
    words: process.argv.slice(2),
    work: (files, pluginDir) =>
      startWorkerProcess({ env, files, pluginDir, parts, signal: stop.signal }),
  });
};

if (basename(program) === "main.cjs") void fromTerminal();
