import { type Generation } from "./generation.ts";
import { mix } from "./mix.ts";
import { zonedText } from "./server-zone.ts";

const SALT = 61_000;

const scannedMs = ({ start, step }: Generation, id: number): number => start + (id - 1) * step;

export function createdAt(generation: Generation, id: number): string {
  return zonedText(scannedMs(generation, id), generation.zone);
}

/** When a generated scene was last edited: some time after its scan, never before its cover was stored. */
export function updatedAt(generation: Generation, id: number): string {
  const settled = 2_000 + (mix(generation.seed, id, SALT) % Math.max(1, generation.settling));
  return zonedText(scannedMs(generation, id) + settled, generation.zone);
}

/** The largest `updatedAt` that a generated scene can have. */
export function newestUpdatedAt(generation: Generation): string {
  const { scenes, settling, zone } = generation;
  return zonedText(scannedMs(generation, scenes) + 2_000 + settling, zone);
}
