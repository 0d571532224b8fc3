import type { ArtworkSource } from "../reconcile/index.ts";
import type { TenantLink } from "../stash-mirror/index.ts";
import type { SyncService, SyncStatus } from "./engine.ts";
import type { MessageFromSync, MessageToSync } from "./sync-messages.ts";
import { syncMethods } from "./sync-methods.ts";
import type { SyncSettings } from "./sync-options.ts";

/** The work on Plex as the main thread sees it. */
export interface SyncLink {
  readonly service: SyncService;
  /** What was last told; null before the first word. */
  lastStatus(): SyncStatus | null;
  onStatus(listener: (status: SyncStatus) => void): () => void;
  /** Changed settings. */
  use(settings: SyncSettings): void;
  close(): void;
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** Calls into the thread that works on Plex, and makes the pictures that it uploads. */
export function linkSync(tenant: TenantLink, pictures: ArtworkSource["bytes"]): SyncLink {
  const listeners = new Set<(status: SyncStatus) => void>();
  let last: SyncStatus | null = null;
  let settings: SyncSettings | null = null;
  const post = (message: MessageToSync): void => {
    tenant.post(message);
  };
  const makePicture = async ({
    ask,
    picture,
  }: Extract<MessageFromSync, { kind: "ask-picture" }>): Promise<void> => {
    try {
      post({ kind: "picture", ask, answer: await pictures(picture) });
    } catch (error) {
      post({ kind: "no-picture", ask, reason: reasonOf(error) });
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
      for (const listener of listeners) listener(message.status);
    }),
    tenant.onRestart(() => {
      if (settings !== null) post({ kind: "settings", settings });
    }),
  ];
  const methods = syncMethods.map(
    (name) => [name, (...args: unknown[]) => tenant.call(name, args)] as const,
  );
  return {
    // Every method of the service stands in `syncMethods`, and the thread answers with the service's own types.
    service: Object.fromEntries(methods) as unknown as SyncService,
    lastStatus: () => last,
    onStatus: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    use: (next) => {
      settings = next;
      post({ kind: "settings", settings: next });
    },
    close: () => {
      for (const stop of stops) stop();
      listeners.clear();
    },
  };
}
