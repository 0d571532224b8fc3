export { createGaps, type Gaps } from "./create-gaps.ts";
export type { GapDeps } from "./gap-deps.ts";
export * from "./gap-error.ts";
export * from "./gap.ts";
