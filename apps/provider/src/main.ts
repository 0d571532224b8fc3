import { readFileSync } from "node:fs";
import { homedir } from "node:os";

import { runCli } from "./cli/run-cli.ts";

/** A running request gets its time, but nobody waits longer than this for the end. */
const LONGEST_END_MS = 10_000;

const stop = new AbortController();
const endAtOnce = (): never => process.exit(1);

function onSignal(): void {
  if (stop.signal.aborted) endAtOnce();
  stop.abort();
  setTimeout(endAtOnce, LONGEST_END_MS).unref();
}

process.on("SIGTERM", onSignal);
process.on("SIGINT", onSignal);
// A reader that went away (`| head`) is no fault of ours.
process.stdout.on("error", () => undefined);

process.exitCode = await runCli(process.argv.slice(2), {
  env: process.env,
  platform: process.platform,
  homeFolder: homedir(),
  get stdin() {
    return process.stdin;
  },
  stdout: process.stdout,
  stderr: process.stderr,
  readText: (path) => readFileSync(path, "utf8"),
  stopping: stop.signal,
});
// Whatever is still open (an idle connection to Stash) must not keep a finished program alive.
process.exit();
