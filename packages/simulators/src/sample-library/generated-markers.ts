import { type Generation } from "./generation.ts";
import { isOneOf, mix, pick } from "./mix.ts";
import { type ModelMarker } from "./model.ts";
import { updatedAt } from "./scan-times.ts";

const SALT = { has: 91, tag: 92, second: 93 } as const;
const TITLES = ["Opening", "", "Interlude", "Finale"] as const;
/** Marker ids of a generated scene, so that a marker tells its scene. */
const MARKERS_PER_SCENE = 4;

/** Every twentieth scene has markers. */
export function generatedMarkers(generation: Generation, id: number): readonly ModelMarker[] {
  const { seed, tagCount } = generation;
  const hash = mix(seed, id, SALT.has);
  if (!isOneOf(hash, 50) || tagCount === 0) return [];
  return Array.from({ length: 1 + (hash % MARKERS_PER_SCENE) }, (_, turn) => ({
    id: (id - 1) * MARKERS_PER_SCENE + turn + 1,
    title: pick(TITLES, turn),
    seconds: turn * 120 + (mix(seed, id, SALT.second + turn) % 60),
    endSeconds: turn % 2 === 0 ? null : turn * 120 + 90,
    primaryTagId: 1 + (mix(seed, id, SALT.tag + turn) % tagCount),
    tagIds: [],
    updatedAt: updatedAt(generation, id),
  }));
}
