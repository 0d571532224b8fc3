import { Worker } from "node:worker_threads";

import type { Clock } from "@stash2plex/shared/clock";
import type { Logger } from "@stash2plex/shared/log";

import { MirrorError } from "./mirror-error.ts";
import type { MirrorStatus } from "./mirror-status.ts";
import { fromPlainError } from "./plain-error.ts";
import { untilAborted } from "./shared-run.ts";
import type {
  MessageFromWorker,
  MessageToWorker,
  MirrorWorkerData,
  WorkerRequest,
} from "./worker-messages.ts";

export interface WorkerLinkOptions<StashOptions> {
  readonly workerUrl: URL;
  readonly data: MirrorWorkerData<StashOptions>;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly onStatus: (status: MirrorStatus) => void;
  readonly onTenant: (value: unknown) => void;
  readonly onRestart: () => void;
}

/** Calls into the worker thread; starts it again when it ends by itself. */
export interface WorkerLink {
  start(): void;
  call(request: WorkerRequest, signal?: AbortSignal): Promise<unknown>;
  postToTenant(value: unknown): void;
  stop(): Promise<void>;
}

interface PendingCall {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A page of a first sync is garbage when it is written: with room for a whole page it never becomes old, which saves
 * a tenth of the work; more room would only be held.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 16 } as const;
const firstRestartMs = 1_000;
const longestRestartMs = 60_000;

export const createWorkerLink = <StashOptions>(
  options: WorkerLinkOptions<StashOptions>,
): WorkerLink => {
  const { workerUrl, data, logger, clock, onStatus, onTenant, onRestart } = options;
  const pending = new Map<number, PendingCall>();
  let nextCall = 1;
  let started = false;
  let stopped = false;
  let restartMs = firstRestartMs;
  let worker: Worker | null = null;

  const settle = (call: number, settleWith: (caller: PendingCall) => void): void => {
    const caller = pending.get(call);
    pending.delete(call);
    if (caller !== undefined) settleWith(caller);
  };
  const receive = (message: MessageFromWorker): void => {
    switch (message.kind) {
      case "status":
        restartMs = firstRestartMs;
        onStatus(message.status);
        return;
      case "tenant":
        onTenant(message.value);
        return;
      case "log":
        logger[message.level](message.event, message.fields);
        return;
      case "result":
        settle(message.call, (caller) => {
          caller.resolve(message.value);
        });
        return;
      case "failure":
        settle(message.call, (caller) => {
          caller.reject(fromPlainError(message.error));
        });
    }
  };
  const ended = (): void => {
    worker = null;
    const error = new MirrorError(
      "mirror-stopped",
      stopped ? "The Stash mirror was stopped." : "The thread of the Stash mirror ended.",
    );
    for (const call of [...pending.keys()]) settle(call, (caller) => caller.reject(error));
    if (stopped) return;
    logger.error(`The thread of the Stash mirror ended; it is started again in ${restartMs} ms`);
    clock.setTimeout(() => {
      open();
      onRestart();
    }, restartMs);
    restartMs = Math.min(restartMs * 2, longestRestartMs);
  };
  const post = (message: MessageToWorker): void => worker?.postMessage(message);

  function open(): void {
    if (stopped) return;
    worker = new Worker(workerUrl, { workerData: data, name: "stash-mirror", resourceLimits });
    worker.on("message", receive);
    worker.on("error", (error) => {
      logger.error("The thread of the Stash mirror failed", { error });
    });
    worker.on("exit", ended);
    if (started) post({ kind: "start" });
  }
  const send = (request: WorkerRequest, signal?: AbortSignal): Promise<unknown> => {
    if (worker === null) {
      return Promise.reject(new MirrorError("mirror-stopped", "The Stash mirror does not run."));
    }
    const call = nextCall;
    nextCall += 1;
    const answer = new Promise<unknown>((resolve, reject) => {
      pending.set(call, { resolve, reject });
    });
    post({ kind: "call", call, request });
    if (signal === undefined) return answer;
    answer.catch(() => undefined);
    const leave = (): void => post({ kind: "abort", call });
    signal.addEventListener("abort", leave, { once: true });
    return untilAborted(answer, signal).finally(() => {
      signal.removeEventListener("abort", leave);
    });
  };
  open();
  return {
    start: () => {
      started = true;
      post({ kind: "start" });
    },
    call: send,
    postToTenant: (value) => post({ kind: "tenant", value }),
    stop: async () => {
      if (stopped) return;
      stopped = true;
      const thread = worker;
      if (thread === null) return;
      await send({ method: "stop" }).catch(() => undefined);
      await thread.terminate();
    },
  };
};
