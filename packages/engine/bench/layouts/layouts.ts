import type { Layout } from "./layout.ts";
import { idLayouts } from "./id-layouts.ts";
import { mountLayouts } from "./mount-layouts.ts";
import { nameLayouts } from "./name-layouts.ts";
import { createRandom } from "./random.ts";
import { createTraps } from "./traps.ts";
import { createWorks } from "./works.ts";

/** All ways in which two servers may see one library, with look-alikes that must never match. */
export function createLayouts(seed: number): readonly Layout[] {
  const random = createRandom(seed);
  const works = createWorks(random);
  const material = { works, traps: createTraps(works, random), random };
  return [...mountLayouts(material), ...nameLayouts(material), ...idLayouts(material)];
}
