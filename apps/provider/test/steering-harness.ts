import { silentLogger } from "@stash2plex/shared/log";

import { createSyncSteering, type SyncSteeringDeps } from "../src/admin/sync-steering.ts";
import { createFailureLimit } from "../src/admin/token.ts";
import { type AdminHarness, readyMirror, START, startAdminHarness } from "./admin-harness.ts";
import { createManualClock, type ManualClock } from "./manual-clock.ts";
import { createMemoryGapService } from "./memory-gap-service.ts";
import { createMemorySyncService, type MemorySyncService } from "./memory-sync-service.ts";
import type { Answer } from "./plex-harness.ts";

export interface SteeringHarness extends AdminHarness {
  readonly service: MemorySyncService;
  readonly clock: ManualClock;
  post(path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  hangUp(): void;
}

export interface SteeringChanges extends Partial<SyncSteeringDeps> {
  /** Nothing is brought to Plex. */
  readonly off?: true;
}

/** The whole app on a port, over a service in memory. */
export async function startSteering(changes: SteeringChanges = {}): Promise<SteeringHarness> {
  const { off, apiToken = null } = changes;
  const service = createMemorySyncService();
  const gaps = createMemoryGapService();
  const clock = createManualClock(START);
  const failureLimit = createFailureLimit(() => clock.now());
  const steering = createSyncSteering({
    access: {
      service: () => (off === true ? null : service),
      offReason: () => "PLEX_URL is not set: nothing is brought to Plex.",
    },
    mirrorStatus: () => readyMirror,
    gaps,
    apiToken,
    failureLimit,
    publicUrl: null,
    clock,
    logger: silentLogger,
    ...changes,
  });
  const admin = await startAdminHarness({ steering, apiToken, failureLimit }, gaps);
  return Object.assign(admin, {
    service,
    clock,
    post: (path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) =>
      admin.ask(path, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
      }),
    hangUp: () => steering.close(),
  });
}
