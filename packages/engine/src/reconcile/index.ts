export type { ArtworkAnswer, ArtworkSource } from "./artwork-source.ts";
export type { Operation, Plan, PlanNote } from "./operation.ts";
export { syncFields, type SyncField, type SyncPolicy } from "./policy.ts";
export * from "./queue.ts";
