import type { Plan } from "../operation.ts";
import { closedGate, qualityNote } from "./gates.ts";
import { itemPlan } from "./item-plan.ts";
import type { PlanInput } from "./plan-input.ts";

/**
 * What is to be done to Plex so that the items of a scene show what Stash knows. Pure; unchanged means no operation.
 */
export const plan = ({ items, ...rest }: PlanInput): Plan => {
  const gate = closedGate(rest.facts, rest.policy);
  if (gate !== null) return { operations: [], notes: [gate] };
  const quality = qualityNote(rest.desired, rest.facts, rest.policy);
  const plans = items.map((observed) => itemPlan({ ...rest, observed }, quality));
  return {
    operations: plans.flatMap(({ operations }) => operations),
    notes: [...(quality === null ? [] : [quality]), ...plans.flatMap(({ notes }) => notes)],
  };
};
