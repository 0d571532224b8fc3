import { mkdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

import { errorMessage } from "@stash2plex/shared/error-message";
import type { Logger } from "@stash2plex/shared/log";

import type { DataFiles } from "./data-folder.js";
import type { EngineParts, OpenedEngine } from "./engine-parts.js";
import { type Session, toProvider, whatIsMissing } from "./session.js";
import { isSpoolEmpty } from "./spool-state.js";
import { ALIVE_MS } from "./start-worker.js";
import { reconcileWhenDue, takeSpool, withEngine } from "./with-engine.js";

export interface WorkerHost {
  readonly files: DataFiles;
  readonly parts: EngineParts;
  /** Settings are read anew each time: the provider may have moved, come or gone. */
  readonly open: () => Promise<Session>;
  readonly logger: Logger;
  readonly now: () => number;
  readonly signal: AbortSignal;
  readonly times: WorkerTimes;
}

export interface WorkerTimes {
  /** Between two looks into the spool. */
  readonly lookMs: number;
  /** Without anything to do, the worker ends after this. */
  readonly idleMs: number;
  /** A provider that stays away is given up after this; the events stay. */
  readonly patienceMs: number;
  /** Another worker that is just ending is waited for so long. */
  readonly lockMs: number;
}

export const workerTimes: WorkerTimes = {
  lookMs: 500,
  idleMs: 300_000,
  patienceMs: 300_000,
  lockMs: 10_000,
};

const touch = (file: string, now: number): void => {
  try {
    utimesSync(file, now / 1_000, now / 1_000);
  } catch {
    writeFileSync(file, "");
  }
};

const rest = (ms: number, signal: AbortSignal): Promise<unknown> =>
  pause(ms, undefined, { signal }).catch(() => undefined);

const takeLock = async ({ parts, files, times, now, signal }: WorkerHost) => {
  const until = now() + times.lockMs;
  for (;;) {
    const lock = parts.acquireWorkerLock(files.lock);
    if (lock !== null || signal.aborted || now() >= until) return lock;
    await rest(times.lookMs, signal);
  }
};

/** Whether all was done that can be done, or something outside is in the way. */
type Served = "done" | "given-up";

/** Brings the spool to the provider, trying again with pauses; ends when it is empty, or when patience ends. */
const serveProvider = async (host: WorkerHost, first: Session): Promise<Served> => {
  const { files, parts, logger, now, signal, times } = host;
  const until = now() + times.patienceMs;
  let session = first;
  let wait = times.lookMs;
  while (!signal.aborted) {
    try {
      await parts.drainSpool(files.spool, toProvider(session));
      return "done";
    } catch (error) {
      logger.warn(`The provider was not reached: ${errorMessage(error)}`);
    }
    if (now() >= until) return "given-up";
    await rest(wait, signal);
    wait = Math.min(wait * 2, 30_000);
    session = await host.open().catch(() => session);
    // Meanwhile the provider was taken out of the settings.
    if (session.provider.url === "") return serveAlone(host, session);
  }
  return "given-up";
};

/** Hosts the engine: takes what hooks leave, works, and ends when nothing has happened for a while. */
const hostEngine = async (
  host: WorkerHost,
  session: Session,
  engine: OpenedEngine,
): Promise<void> => {
  const { files, parts, logger, now, signal, times } = host;
  await engine.ready();
  let lastBusy = now();
  let drained: Promise<void> | null = null;
  while (!signal.aborted && now() - lastBusy < times.idleMs) {
    if (!isSpoolEmpty(files.spool)) {
      lastBusy = now();
      await takeSpool(session, parts, engine);
    }
    await reconcileWhenDue(session, engine, now(), logger);
    const { ready, running } = (await engine.service.status()).queue;
    if (ready + running > 0) lastBusy = now();
    // Beside the looks into the spool: a save must not wait behind ten thousand others.
    drained ??= engine.drain(signal).finally(() => (drained = null));
    await Promise.race([drained, rest(times.lookMs, signal)]);
    await rest(times.lookMs, signal);
  }
  await drained;
};

const serveAlone = async (host: WorkerHost, session: Session): Promise<Served> => {
  const missing = whatIsMissing(session);
  if (missing !== null) {
    host.logger.warn(missing);
    return "given-up";
  }
  await withEngine(session, host.parts, host.logger, (engine) => hostEngine(host, session, engine));
  return "done";
};

const serve = async (host: WorkerHost): Promise<Served> => {
  const session = await host.open();
  for (const warning of session.warnings) host.logger.warn(warning);
  return session.provider.url === "" ? serveAlone(host, session) : serveProvider(host, session);
};

/**
 * The one process that does in the background what a hook has no time for. It ends by itself. Whatever it leaves in the
 * spool is taken by the next run.
 */
export async function runWorker(host: WorkerHost): Promise<void> {
  mkdirSync(host.files.folder, { recursive: true });
  try {
    const lock = await takeLock(host);
    if (lock !== null) await workUnder(lock, host);
  } catch (error) {
    host.logger.error(errorMessage(error));
  }
}

const workUnder = async (lock: { release(): void }, host: WorkerHost): Promise<void> => {
  const { files, now, signal } = host;
  touch(files.alive, now());
  const beat = setInterval(() => touch(files.alive, now()), ALIVE_MS / 3);
  try {
    for (;;) {
      const served = await serve(host);
      // First the mark, then the look: a hook writes its file before it looks for the mark.
      rmSync(files.alive, { force: true });
      if (served === "given-up" || signal.aborted || isSpoolEmpty(files.spool)) return;
      touch(files.alive, now());
    }
  } finally {
    clearInterval(beat);
    rmSync(files.alive, { force: true });
    lock.release();
  }
};
