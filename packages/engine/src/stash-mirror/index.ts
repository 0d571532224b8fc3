export {
  createStashMirror,
  defaultFollowIntervalMs,
  type StashMirrorOptions,
} from "./create-stash-mirror.ts";
export { MirrorError, type MirrorErrorCode } from "./mirror-error.ts";
export { createMirrorReader } from "./mirror-reader.ts";
export type { MirrorPhase, MirrorProgress, MirrorStatus } from "./mirror-status.ts";
export type { LiveRead, MirrorJob, MirrorReader, StashMirror } from "./stash-mirror.ts";
