import type { LogFields } from "@stash2plex/shared/log";
import type { StashId } from "@stash2plex/shared/stash";

import type { MirrorStatus } from "./mirror-status.ts";
import type { TimeOfDay } from "./pass-schedule.ts";
import type { MirrorJob } from "./stash-mirror.ts";

/** What the worker thread is started with. */
export interface MirrorWorkerData<StashOptions> {
  /** The SQLite file; already brought to the present version by the main thread. */
  readonly file: string;
  /** How to reach Stash; plain values only. */
  readonly stash: StashOptions;
  readonly followIntervalMs: number;
  readonly fullPassAt: TimeOfDay;
  /** Plain values for the tenant of the thread. */
  readonly tenant?: unknown;
}

/** What the main thread asks for. */
export type WorkerRequest =
  | { readonly method: "follow" }
  | { readonly method: "readScenes"; readonly ids: readonly StashId[] }
  | { readonly method: "lookUpBaseName"; readonly baseName: string }
  | { readonly method: "run"; readonly job: MirrorJob }
  | { readonly method: "acceptNewLibrary" }
  | { readonly method: "tenant"; readonly name: string; readonly args: readonly unknown[] }
  | { readonly method: "stop" };

export type MessageToWorker =
  | { readonly kind: "start" }
  | { readonly kind: "call"; readonly call: number; readonly request: WorkerRequest }
  /** The caller left; the work may go on for others. */
  | { readonly kind: "abort"; readonly call: number }
  /** For the tenant; nothing is answered. */
  | { readonly kind: "tenant"; readonly value: unknown };

export type LogLevel = "debug" | "info" | "warn" | "error";

/** An error without its class, which does not survive the way between threads. */
export interface PlainError {
  readonly name: string;
  readonly message: string;
  readonly code: string;
  readonly retryable: boolean;
}

export type MessageFromWorker =
  | { readonly kind: "status"; readonly status: MirrorStatus }
  | {
      readonly kind: "log";
      readonly level: LogLevel;
      readonly event: string;
      readonly fields?: LogFields;
    }
  | { readonly kind: "result"; readonly call: number; readonly value: unknown }
  | { readonly kind: "failure"; readonly call: number; readonly error: PlainError }
  /** Of the tenant. */
  | { readonly kind: "tenant"; readonly value: unknown };
