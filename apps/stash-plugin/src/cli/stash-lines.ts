export type StashLevel = "trace" | "debug" | "info" | "warning" | "error";

const letters: Readonly<Record<StashLevel, string>> = {
  trace: "t",
  debug: "d",
  info: "i",
  warning: "w",
  error: "e",
};

/** Stash stops reading at a line of 64 KiB, and the writer dies of it (docs/reference/stash.md, 4.4). */
const LONGEST = 16_000;

const mark = (letter: string): string => `\u0001${letter}\u0002`;

const pieces = (line: string): readonly string[] => {
  const found: string[] = [];
  for (let at = 0; at < line.length; at += LONGEST) found.push(line.slice(at, at + LONGEST));
  return found;
};

/** Text in the protocol that Stash reads from standard error, each line with its level; empty lines are left out. */
export function stashLines(level: StashLevel, text: string): string {
  return text
    .split(/[\r\n]+/)
    .filter((line) => line.trim() !== "")
    .flatMap(pieces)
    .map((line) => `${mark(letters[level])}${line}\n`)
    .join("");
}

/** Progress of a task, from 0 to 1. */
export const progressLine = (done: number): string =>
  `${mark("p")}${Math.min(1, Math.max(0, done)).toFixed(3)}\n`;
