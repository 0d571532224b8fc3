/**
 * What Stash starts for every hook, inside the user's save: tiny, and without a library. Whatever else it is asked (tasks,
 * operations) it hands to main.cjs. It ends with 0 even when everything else is down.
 */
import { writeSync } from "node:fs";
import { createRequire } from "node:module";
import process from "node:process";
import { errorMessage } from "@stash2plex/shared/error-message";

import { readInput } from "./read-input.js";
import { hookContextOf, type HookOutcome, runHook } from "./run-hook.js";
import { stashLines } from "./stash-lines.js";

const program = process.argv[1] ?? "";

const write = (descriptor: number, text: string): void => {
  try {
    writeSync(descriptor, text);
  } catch {
    // Stash has gone: there is nobody to tell.
  }
};

const say = ({ line, output, error }: HookOutcome): void => {
  if (line !== null) write(2, stashLines(line.level, line.text));
  write(1, JSON.stringify(error === undefined ? { output } : { error }));
};

const isMain = (
  loaded: unknown,
): loaded is { readonly answerStash: (text: string) => Promise<void> } =>
  typeof loaded === "object" && loaded !== null && "answerStash" in loaded;

const answer = async (): Promise<void> => {
  const text = readInput(0);
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    document = undefined;
  }
  if (hookContextOf(document) === undefined) {
    const main: unknown = createRequire(program)("./main.cjs");
    if (isMain(main)) await main.answerStash(text);
    return;
  }
  say(
    await runHook(document, {
      env: process.env,
      now: Date.now,
      random: Math.random,
      pid: process.pid,
      nodeVersion: process.versions.node,
      program,
    }),
  );
};

answer()
  .catch((error: unknown) => {
    const reason = errorMessage(error);
    say({ error: `Stash2Plex could not keep the event: ${reason}`, line: null });
  })
  // At once: an open socket or timer would hold the user's save.
  .finally(() => process.exit(0));
