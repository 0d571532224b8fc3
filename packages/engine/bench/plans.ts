import { PROVIDER_IDENTIFIER } from "@stash2plex/shared/plex";

import { editedItem } from "../test/memory-pms-items.ts";
import {
  desiredOf,
  observedOf,
  planInputOf,
  policyOf,
  upToDateItem,
} from "../test/plan-fixture.ts";
import type { PlanInput } from "../src/reconcile/plan/plan-input.ts";
import { plan } from "../src/reconcile/plan/plan.ts";

/** A scene of a well-kept library: thirty tags, ten performers. */
const names = (name: string, count: number): string[] =>
  Array.from({ length: count }, (_, at) => `${name} ${at}`);

const inputOf = (sceneId: number, isUpToDate: boolean): PlanInput => {
  const genres = names("Tag", 30);
  const roles = names("Performer", 10).map((name) => ({ name }));
  const guid = `${PROVIDER_IDENTIFIER}://movie/scene-${sceneId}`;
  const desired = desiredOf({ sceneId, guid, genres, roles });
  const stale = upToDateItem({ guid, title: isUpToDate ? desired.title : "Old" });
  const item = isUpToDate
    ? editedItem(stale, {
        tags: {
          genre: { add: genres, remove: ["Lakes", "Wind"] },
          actor: { add: roles.map(({ name }) => name), remove: ["Ada Berg"] },
        },
        lock: false,
      })
    : stale;
  return planInputOf({
    desired,
    items: [observedOf({ item })],
    policy: policyOf(),
    stage: "repair",
  });
};

/** Plans a second over prepared inputs, for a second. */
export const plansPerSecond = (
  isUpToDate: boolean,
): { readonly perSecond: number; readonly operations: number } => {
  const inputs = Array.from({ length: 100 }, (_, at) => inputOf(at + 1, isUpToDate));
  let plans = 0;
  let operations = 0;
  const start = performance.now();
  while (performance.now() - start < 1_000) {
    for (const input of inputs) operations += plan(input).operations.length;
    plans += inputs.length;
  }
  const seconds = (performance.now() - start) / 1_000;
  return { perSecond: plans / seconds, operations: operations / plans };
};

if (import.meta.main) {
  process.stdout.write("Plans of scenes with 30 tags and 10 performers, one thread\n");
  for (const [name, isUpToDate] of [
    ["nothing to do", true],
    ["everything to repair", false],
  ] as const) {
    plansPerSecond(isUpToDate);
    const { perSecond, operations } = plansPerSecond(isUpToDate);
    process.stdout.write(
      `  ${name.padEnd(24)}${Math.round(perSecond).toString().padStart(10)} a second, ${operations.toFixed(1)} operations each\n`,
    );
  }
}
