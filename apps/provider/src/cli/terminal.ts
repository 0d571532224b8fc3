import type { Readable, Writable } from "node:stream";

import type { Machine } from "../settings/data-dir.ts";
import { loadSettings, type LoadedSettings } from "../settings/load-settings.ts";
import type { ReadText } from "../settings/raw-values.ts";

/** What a command may use of the world around it. */
export interface Terminal extends Machine {
  /** Absent: nobody can be asked. */
  readonly stdin?: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean };
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly readText: ReadText;
  /** Ends when the operator wants the program to end. */
  readonly stopping: AbortSignal;
}

/** Runs a command; resolves with the exit code. */
export type Command = (args: readonly string[], terminal: Terminal) => Promise<number>;

export const printLine = (terminal: Terminal, text: string): void => {
  terminal.stdout.write(`${text}\n`);
};

export const printJson = (terminal: Terminal, value: unknown): void => {
  printLine(terminal, JSON.stringify(value, null, 2));
};

/** @param inStash settings that are kept in Stash for the plugin */
export const settingsOf = (
  terminal: Terminal,
  inStash?: Parameters<typeof loadSettings>[2],
): LoadedSettings => loadSettings(terminal, terminal.readText, inStash);
