export { clientIdentifierOf, storedClientIdentifier } from "./client-identifier.ts";
export { createSync, type Sync } from "./create-sync.ts";
export type * from "./engine.ts";
export { openLocalEngine, type LocalEngine, type LocalEngineOptions } from "./open-local-engine.ts";
export { linkGaps, linkJobRuns, linkSync, linkSyncService, type SyncLink } from "./sync-link.ts";
export type { PlexConnection, SyncThreadData } from "./sync-messages.ts";
export type { SyncOptions, SyncSettings } from "./sync-options.ts";
export { openSyncTenant, type SyncTenantParts } from "./sync-tenant.ts";
