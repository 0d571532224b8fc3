import { hex, mix } from "./mix.ts";

const ROUNDS = [0x51, 0x52, 0x53, 0x54] as const;
const TAIL = 0x53746173;

/**
 * The hash of a generated file: 16 hex digits that can be turned back into the file's id (a Feistel network keyed by
 * the seed), so that looking a hash up needs no index over a million files.
 */
export function oshashOf(seed: number, fileId: number): string {
  let left = fileId >>> 0;
  let right = TAIL;
  for (const round of ROUNDS) {
    [left, right] = [right, (left ^ mix(seed, right, round)) >>> 0];
  }
  return hex(left) + hex(right);
}

/** The id of the generated file with this hash, or null. Upper-case hashes belong to nobody. */
export function fileIdOf(seed: number, oshash: string): number | null {
  if (!/^[0-9a-f]{16}$/.test(oshash)) return null;
  let left = Number.parseInt(oshash.slice(0, 8), 16);
  let right = Number.parseInt(oshash.slice(8), 16);
  for (const round of ROUNDS.toReversed()) {
    [left, right] = [(right ^ mix(seed, left, round)) >>> 0, left];
  }
  return right === TAIL ? left : null;
}
