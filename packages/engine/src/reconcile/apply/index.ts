export { applyOperations, type Applied, type ApplyDeps } from "./apply-operations.ts";
export { awaitRefreshEnd, type ListenToPlex, type RefreshEndDeps } from "./refresh-ends.ts";
export { unmetered, type WriteMeter } from "./write-meter.ts";
