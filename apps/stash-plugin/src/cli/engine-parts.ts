import type { SyncService } from "@stash2plex/engine/engine";
import type { GapService } from "@stash2plex/engine/gaps";
import type { SyncPolicy } from "@stash2plex/engine/reconcile";
import type { StashEvent } from "@stash2plex/shared/events";
import type { Logger } from "@stash2plex/shared/log";

import type { PathPair } from "./import-v1.js";

/** All that the engine needs to work by itself. Plain values: it may live in another thread. */
export interface EngineOptions {
  readonly dataDir: string;
  readonly stash: { readonly url: string; readonly apiKey: string | null };
  readonly plex: {
    readonly url: string;
    readonly token: string;
    readonly sections: readonly string[];
  };
  readonly policy: SyncPolicy;
  readonly pathRules: readonly PathPair[];
  readonly maxRetries: number;
  readonly deadLetterDays: number;
  /** Epoch ms of the last push that v1 of the plugin remembers, by scene; empty when that was taken over before. */
  readonly pushedByV1: ReadonlyMap<number, number>;
  readonly logger: Logger;
}

export interface OpenedEngine {
  readonly service: SyncService;
  readonly gaps: Pick<GapService, "compare" | "summary">;
  /** Resolves when Stash is known: before that a scene that is handed over waits. Rejects when Stash cannot be asked. */
  ready(): Promise<void>;
  /** Follows both sides and works until nothing is due, or until aborted; where another process works, waits for it. */
  drain(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

export type OpenEngine = (options: EngineOptions) => Promise<OpenedEngine>;
export type SubmitEvents = (events: readonly StashEvent[]) => Promise<unknown>;

/** What main.cjs takes from engine.cjs, which is loaded only where it is needed, and only by a Node that can. */
export interface EngineParts {
  readonly openEngine: OpenEngine;
  /** Hands over what hooks left in the folder; a file goes only after it was taken. */
  readonly drainSpool: (folder: string, submit: SubmitEvents) => Promise<unknown>;
  /** Null while another process holds it. */
  readonly acquireWorkerLock: (file: string) => { release(): void } | null;
}
