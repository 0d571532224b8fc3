import type { SyncService } from "./engine.ts";

/** Names of the service's methods: what may be called from another thread. */
export const syncMethods = [
  "status",
  "submit",
  "reconcile",
  "explain",
  "adopt",
  "plexPass",
  "queueRows",
  "clearQueue",
  "deadLetters",
  "retryDeadLetters",
  "purgeDeadLetters",
] as const satisfies readonly (keyof SyncService)[];

export type SyncMethod = (typeof syncMethods)[number];

export const isSyncMethod = (name: string): name is SyncMethod =>
  syncMethods.some((method) => method === name);
