export {
  adoptDecision,
  AdoptError,
  adoptSection,
  type AdoptDeps,
  type AdoptOptions,
} from "./adopt/index.ts";
export { unmetered, type ListenToPlex, type WriteMeter } from "./apply/index.ts";
export type { ArtworkAnswer, ArtworkSource } from "./artwork-source.ts";
export { explainScene, operationInWords, planInWords, type ExplainDeps } from "./explain/index.ts";
export {
  createFollowers,
  eventsToWork,
  type EventWork,
  type FollowerDeps,
  type Followers,
} from "./followers/index.ts";
export { findItems, relativeName, type FindDeps, type FoundItem } from "./find-items/index.ts";
export type { Operation, Plan, PlanNote } from "./operation.ts";
export { syncFields, type SyncField, type SyncPolicy } from "./policy.ts";
export * from "./queue.ts";
export { createPushRecords, type PushRecord, type PushRecords } from "./push-record.ts";
export { createReconcileScene, type ReconcileScene } from "./reconcile-scene.ts";
export { createReconcileParts, type ReconcileDeps, type ReconcileParts } from "./scene-deps.ts";
export type { SceneSettings } from "./scene-view.ts";
export { createServedRecords, type ServedRecords, type ServedScene } from "./served-record.ts";
export { reconcileScope, type ScopeDeps } from "./scopes/index.ts";
export { createUploadRecords, type UploadRecord, type UploadRecords } from "./upload-record.ts";
export { createSyncQueue, type SyncQueueOptions } from "./queue/create-sync-queue.ts";
export { acquireWorkerLock, type WorkerLock } from "./queue/worker-lock.ts";
export {
  createSyncWorker,
  type SyncWorker,
  type SyncWorkerOptions,
  type SyncWorkerStatus,
} from "./worker/sync-worker.ts";
