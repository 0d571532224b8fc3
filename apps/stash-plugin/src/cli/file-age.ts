import { statSync } from "node:fs";

/** Milliseconds since the file was written, or null when there is none. */
export function fileAge(file: string, now: number): number | null {
  const found = statSync(file, { throwIfNoEntry: false });
  // A clock that was set back must not make a file young for ever.
  return found === undefined ? null : Math.abs(now - found.mtimeMs);
}

/** Bytes; 0 when there is none. */
export const fileSize = (file: string): number =>
  statSync(file, { throwIfNoEntry: false })?.size ?? 0;
