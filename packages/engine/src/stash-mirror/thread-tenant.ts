import type { Logger } from "@stash2plex/shared/log";
import type { StashApi } from "@stash2plex/shared/stash";

import type { Store } from "../store/open-store.ts";
import type { WritingMirror } from "./writing-mirror.ts";

/** What the thread that writes lends to its tenant: one thread writes, so that nobody waits for a lock. */
export interface TenantPremises {
  readonly store: Store;
  readonly mirror: WritingMirror;
  readonly api: StashApi;
  readonly logger: Logger;
  /** The plain values that the thread was started with. */
  readonly data: unknown;
  /** Tells the main thread something; plain values only. */
  readonly post: (value: unknown) => void;
}

/** Work that shares the thread of the Stash mirror: the side of Plex. */
export interface ThreadTenant {
  start(): void;
  call(name: string, args: readonly unknown[], signal: AbortSignal): Promise<unknown>;
  /** A word of the main thread that wants no answer. */
  receive(value: unknown): void;
  /** Called before the mirror stops. */
  stop(): Promise<void>;
}

/** The tenant as the main thread sees it. */
export interface TenantLink {
  call(name: string, args: readonly unknown[], signal?: AbortSignal): Promise<unknown>;
  post(value: unknown): void;
  onMessage(listener: (value: unknown) => void): () => void;
  /** Told whenever the thread was started again: what was posted before is lost. */
  onRestart(listener: () => void): () => void;
}
