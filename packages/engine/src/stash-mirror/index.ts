export {
  createStashMirror,
  defaultFollowIntervalMs,
  type StashMirrorOptions,
} from "./create-stash-mirror.ts";
export type { ChangeListener, MirrorChange } from "./change-feed.ts";
export { MirrorError, type MirrorErrorCode } from "./mirror-error.ts";
export { createMirrorReader } from "./mirror-reader.ts";
export type { MirrorPhase, MirrorProgress, MirrorStatus } from "./mirror-status.ts";
export type { LiveRead, MirrorJob, MirrorReader, StashMirror } from "./stash-mirror.ts";
export {
  createSceneSource,
  type SceneAnswer,
  type SceneSource,
  type SceneSourceOptions,
} from "./scene-source.ts";
export { hostMirror } from "./mirror-worker-host.ts";
export {
  startMirrorWorker,
  type MirrorWorkerOptions,
  type StashMirrorThread,
} from "./start-mirror-worker.ts";
export type { TenantLink, TenantPremises, ThreadTenant } from "./thread-tenant.ts";
export type { MirrorWorkerData } from "./worker-messages.ts";
export type { WritingMirror } from "./writing-mirror.ts";
