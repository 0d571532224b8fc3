import { readFileSync } from "node:fs";
import { Writable } from "node:stream";

import type { Terminal } from "../src/cli/terminal.ts";

export interface FakeTerminal extends Terminal {
  /** What was printed so far. */
  readonly out: () => string;
  readonly err: () => string;
  /** Like Ctrl-C. */
  readonly stop: () => void;
  /** Resolves as soon as the output holds the text. */
  readonly printed: (text: string) => Promise<void>;
}

interface Recorder {
  readonly stream: Writable;
  readonly text: () => string;
  readonly onText: (listener: () => void) => void;
}

function recorder(): Recorder {
  const chunks: string[] = [];
  const listeners: (() => void)[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk.toString());
      for (const listener of listeners) listener();
      done();
    },
  });
  return {
    stream,
    text: () => chunks.join(""),
    onText: (listener) => void listeners.push(listener),
  };
}

/** A terminal without colours that remembers what was printed. */
export function fakeTerminal(env: Readonly<Record<string, string>>): FakeTerminal {
  const stdout = recorder();
  const stderr = recorder();
  const stopping = new AbortController();
  return {
    env,
    platform: "linux",
    homeFolder: "/nonexistent",
    stdout: stdout.stream,
    stderr: stderr.stream,
    readText: (path) => readFileSync(path, "utf8"),
    stopping: stopping.signal,
    out: () => stdout.text(),
    err: () => stderr.text(),
    stop: () => stopping.abort(),
    printed: (text) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (stdout.text().includes(text)) resolve();
        };
        stdout.onText(look);
        look();
      }),
  };
}
