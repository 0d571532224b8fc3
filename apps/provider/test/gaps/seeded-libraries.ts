import { type GapStage, watching } from "./gap-stage.ts";
import { createRandom, GapWorld, type Layout } from "./gap-world.ts";
import { bothSidesSeeds } from "./seeds-both-sides.ts";
import { excludedTag, plexSideSeeds } from "./seeds-plex-side.ts";
import { stashSideSeeds } from "./seeds-stash-side.ts";
import type { ExpectedGap, Plant, Seed } from "./seed.ts";

const allPlants: Readonly<Record<string, Plant>> = {
  ...Object.fromEntries(
    [plexSideSeeds, stashSideSeeds, bothSidesSeeds].flatMap((seeds, side) =>
      Object.entries(seeds).map(([name, plant]) => [
        `${["Plex", "Stash", "both"][side]}: ${name}`,
        plant,
      ]),
    ),
  ),
};

/** Without rules and with other mounts nobody can say where a file would lie for Plex. */
const needsKnownPlaces: ReadonlySet<string> = new Set([
  "Stash: a folder of no section",
  "Stash: a file in the family's library",
  "Stash: a file that Plex did not scan",
]);
const needsRules: ReadonlySet<string> = new Set([
  "Plex: a folder without a path rule",
  "Stash: a folder that no rule knows",
]);

const fits = (name: string, layout: Layout): boolean =>
  (!needsRules.has(name) || layout === "path rules") &&
  (!needsKnownPlaces.has(name) || layout !== "other mounts");

export interface SeededLibraries {
  readonly world: GapWorld;
  readonly seeds: readonly Seed[];
}

/**
 * Both libraries with gaps by chance, of each sort up to so many.
 *
 * @param least of each sort
 */
export function seedLibraries(options: {
  readonly seed: number;
  readonly scenes: number;
  readonly layout: Layout;
  readonly least: number;
  readonly most: number;
  readonly only?: readonly string[];
}): SeededLibraries {
  const { seed, least, most, layout, only } = options;
  const world = new GapWorld(options);
  const { tags } = world.library;
  const model = tags.get(1);
  if (model !== undefined) tags.set(excludedTag.id, { ...model, ...excludedTag, parentIds: [] });
  const random = createRandom(seed * 31 + 7);
  const seeds = Object.entries(allPlants)
    .filter(([name]) => fits(name, layout) && (only === undefined || only.includes(name)))
    .flatMap(([, plant]) => {
      const times = least + Math.floor(random() * (most - least + 1));
      return Array.from({ length: times }, () => plant(world));
    });
  return { world, seeds };
}

/** Both sides are brought apart: what the provider saw happen, and what it did not. It may not write after that. */
export async function bringApart(stage: GapStage, seeds: readonly Seed[]): Promise<void> {
  await stage.look();
  await stage.rest();
  for (const { early } of seeds) await early?.(stage);
  await stage.look();
  await stage.rest();
  await stage.stopProvider();
  for (const { change } of seeds) await change?.(stage);
  await stage.begin(watching);
  // What is renamed or deleted is found by a pass alone; a comparison reads the rest anew.
  const problem = await stage.job("full-pass");
  if (problem !== null) throw new Error(problem);
}

export const gapsOf = (seeds: readonly Seed[]): readonly ExpectedGap[] =>
  seeds.flatMap(({ expected }) => expected);

/** What the repair of everything automatic must leave. */
export const leftOf = (seeds: readonly Seed[]): readonly ExpectedGap[] =>
  seeds.flatMap(({ expected, afterRepair }) => afterRepair ?? expected);
