import type { MessagePort } from "node:worker_threads";

import { systemClock } from "@stash2plex/shared/clock";
import type { LogFields, Logger } from "@stash2plex/shared/log";
import type { StashApi } from "@stash2plex/shared/stash";

import { openStore } from "../store/open-store.ts";
import { createStashMirror } from "./create-stash-mirror.ts";
import { toPlainError } from "./plain-error.ts";
import type { StashMirror } from "./stash-mirror.ts";
import type { TenantPremises, ThreadTenant } from "./thread-tenant.ts";
import type {
  LogLevel,
  MessageFromWorker,
  MessageToWorker,
  MirrorWorkerData,
  WorkerRequest,
} from "./worker-messages.ts";

/** Fields may hold what cannot be copied between threads; their JSON always can. */
const copyable = (fields: LogFields): LogFields => {
  try {
    return structuredClone(fields);
  } catch {
    return { fields: JSON.stringify(fields) };
  }
};

/** A logger that hands every line to the main thread, where secrets are taken out. */
const createPostingLogger = (
  post: (message: MessageFromWorker) => void,
  own: LogFields,
): Logger => {
  const line =
    (level: LogLevel) =>
    (event: string, fields?: LogFields): void => {
      post({ kind: "log", level, event, fields: copyable({ ...own, ...fields }) });
    };
  return {
    debug: line("debug"),
    info: line("info"),
    warn: line("warn"),
    error: line("error"),
    child: (fields) => createPostingLogger(post, { ...own, ...fields }),
  };
};

const noTenant: ThreadTenant = {
  start: () => undefined,
  call: (name) => Promise.reject(new Error(`Nobody in this thread knows ${name}.`)),
  receive: () => undefined,
  stop: () => Promise.resolve(),
};

const perform = async (
  mirror: StashMirror,
  tenant: ThreadTenant,
  request: WorkerRequest,
  signal: AbortSignal,
): Promise<unknown> => {
  switch (request.method) {
    case "follow":
      return mirror.follow(signal);
    case "readScenes":
      return mirror.readScenes(request.ids, signal);
    case "lookUpBaseName":
      return mirror.lookUpBaseName(request.baseName, signal);
    case "run":
      return mirror.run(request.job);
    case "acceptNewLibrary":
      return mirror.acceptNewLibrary();
    case "tenant":
      return tenant.call(request.name, request.args, signal);
    case "stop":
      await tenant.stop();
      return mirror.stop();
  }
};

/** Callers who were answered together ask again within some milliseconds, later on a busy machine. */
const gatherMs = 40;

/**
 * Hosts the mirror in a worker thread: the single writer of the file.
 *
 * @param connect Opens the connection to Stash from the plain options that the thread was started with.
 * @param openTenant Opens what shares the thread.
 */
export const hostMirror = <StashOptions>(
  port: MessagePort,
  data: MirrorWorkerData<StashOptions>,
  connect: (options: StashOptions, logger: Logger) => StashApi,
  openTenant?: (premises: TenantPremises) => ThreadTenant,
): void => {
  const post = (message: MessageFromWorker): void => {
    port.postMessage(message);
  };
  const logger = createPostingLogger(post, {});
  const store = openStore({ file: data.file, logger, clock: systemClock });
  const api = connect(data.stash, logger);
  const mirror = createStashMirror({
    store,
    api,
    logger,
    clock: systemClock,
    followIntervalMs: data.followIntervalMs,
    fullPassAt: data.fullPassAt,
    gatherMs,
  });
  const tenant =
    openTenant?.({
      store,
      mirror,
      api,
      logger,
      data: data.tenant,
      post: (value) => post({ kind: "tenant", value }),
    }) ?? noTenant;
  const calls = new Map<number, AbortController>();
  const end = async (): Promise<void> => {
    await api.close();
    store.close();
  };
  const answer = async (call: number, request: WorkerRequest): Promise<void> => {
    const caller = new AbortController();
    calls.set(call, caller);
    try {
      const value = await perform(mirror, tenant, request, caller.signal);
      if (request.method === "stop") await end();
      post({ kind: "result", call, value });
    } catch (error) {
      post({ kind: "failure", call, error: toPlainError(error) });
    } finally {
      calls.delete(call);
    }
    if (request.method === "stop") port.close();
  };
  mirror.onStatus((status) => {
    post({ kind: "status", status });
  });
  post({ kind: "status", status: mirror.status() });
  port.on("message", (message: MessageToWorker) => {
    switch (message.kind) {
      case "start":
        mirror.start();
        tenant.start();
        return;
      case "tenant":
        tenant.receive(message.value);
        return;
      case "abort":
        calls.get(message.call)?.abort();
        return;
      case "call":
        void answer(message.call, message.request);
    }
  });
};
