import type { Clock, Timer } from "@stash2plex/shared/clock";
import { errorMessage } from "@stash2plex/shared/error-message";
import type { StashId } from "@stash2plex/shared/stash";

import type { GapService } from "../gaps/index.ts";
import type { JobRuns } from "../job-runs/index.ts";
import { createListeners } from "../listeners.ts";
import type { ArtworkSource, ServedScene } from "../reconcile/index.ts";
import type { TenantLink } from "../stash-mirror/index.ts";
import type { SyncService, SyncStatus } from "./engine.ts";
import type { MessageFromSync, MessageToSync } from "./sync-messages.ts";
import { linkService } from "./service-methods.ts";
import type { SyncSettings } from "./sync-options.ts";

/** The work on Plex as the main thread sees it. */
export interface SyncLink {
  readonly service: SyncService;
  /** What was last told; null before the first word. */
  lastStatus(): SyncStatus | null;
  onStatus(listener: (status: SyncStatus) => void): () => void;
  /** Changed settings. */
  use(settings: SyncSettings): void;
  /** Plex was answered a scene as an item of this digest. */
  served(sceneId: StashId, digest: string): void;
  close(): void;
}

/** A library that Plex refreshes is told in few words. One that gets lost costs a comparison. */
const servedEveryMs = 1_000;

/** Calls into the thread that works on Plex, and makes the pictures that it uploads. */
export function linkSync(
  tenant: TenantLink,
  pictures: ArtworkSource["bytes"],
  clock: Clock,
): SyncLink {
  const listeners = createListeners<[SyncStatus]>();
  let last: SyncStatus | null = null;
  let settings: SyncSettings | null = null;
  const post = (message: MessageToSync): void => {
    tenant.post(message);
  };
  const served = new Map<StashId, ServedScene>();
  let telling: Timer | null = null;
  const tellServed = (): void => {
    telling = null;
    post({ kind: "served", scenes: [...served.values()] });
    served.clear();
  };
  const makePicture = async ({
    ask,
    picture,
  }: Extract<MessageFromSync, { kind: "ask-picture" }>): Promise<void> => {
    try {
      post({ kind: "picture", ask, answer: await pictures(picture) });
    } catch (error) {
      post({ kind: "no-picture", ask, reason: errorMessage(error) });
    }
  };
  const stops = [
    tenant.onMessage((value) => {
      const message = value as MessageFromSync;
      if (message.kind === "ask-picture") {
        void makePicture(message);
        return;
      }
      last = message.status;
      listeners.tell(message.status);
    }),
    tenant.onRestart(() => {
      if (settings !== null) post({ kind: "settings", settings });
    }),
  ];
  return {
    service: linkSyncService(tenant),
    lastStatus: () => last,
    onStatus: (listener) => listeners.add(listener),
    use: (next) => {
      settings = next;
      post({ kind: "settings", settings: next });
    },
    served: (sceneId, digest) => {
      served.set(sceneId, { sceneId, digest, at: clock.now() });
      telling ??= clock.setTimeout(tellServed, servedEveryMs);
    },
    close: () => {
      telling?.cancel();
      for (const stop of stops) stop();
      listeners.clear();
    },
  };
}

/** The work on Plex; where Plex may not be written to, only what reads it. */
export const linkSyncService = (tenant: Pick<TenantLink, "call">): SyncService =>
  linkService("sync", (name, args) => tenant.call(name, args));

/** The gaps as the main thread sees them. */
export const linkGaps = (tenant: Pick<TenantLink, "call">): GapService =>
  linkService("gaps", (name, args) => tenant.call(name, args));

/** The runs of jobs as the main thread sees them. */
export const linkJobRuns = (tenant: Pick<TenantLink, "call">): JobRuns =>
  linkService("jobRuns", (name, args) => tenant.call(name, args));
