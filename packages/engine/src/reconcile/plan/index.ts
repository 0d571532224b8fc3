export { itemChanges } from "./item-changes.ts";
export { ownershipOf } from "./ownership.ts";
export { plan } from "./plan.ts";
export type { ItemView, ObservedItem, Ownership, PlanInput, SceneFacts } from "./plan-input.ts";
