import type { Logger } from "@stash2plex/shared/log";

import type { EngineParts, OpenedEngine } from "./engine-parts.js";
import { findPushTimes } from "./import-v1.js";
import { isReconcileDue, scopeOfSetting } from "./reconcile-schedule.js";
import { engineOptionsOf, type Session } from "./session.js";
import { readState, writeState } from "./state-file.js";

/** Opens our own engine, gives it what v1 left, and closes it whatever happens. */
export async function withEngine<T>(
  session: Session,
  parts: EngineParts,
  logger: Logger,
  use: (engine: OpenedEngine) => Promise<T>,
): Promise<T> {
  const { files, pluginDir } = session;
  const left = readState(files.state).v1Imported ? null : findPushTimes(files.folder, pluginDir);
  const engine = await parts.openEngine(
    engineOptionsOf(session, logger, left?.times ?? new Map<number, number>()),
  );
  const drain: OpenedEngine["drain"] = async (signal) => {
    await engine.drain(signal);
    // With the first work that came to its end, v1's times are taken over.
    const state = readState(files.state);
    if (!state.v1Imported) writeState(files.state, { ...state, v1Imported: true });
  };
  try {
    return await use({ ...engine, drain });
  } finally {
    await engine.close();
  }
}

/** Puts what hooks left into the queue. */
export const takeSpool = (
  { files }: Session,
  parts: EngineParts,
  { service }: OpenedEngine,
): Promise<unknown> => parts.drainSpool(files.spool, (events) => service.submit(events));

/** Runs the reconciliation that the setting asks for, when its time has come. */
export async function reconcileWhenDue(
  { values, files }: Session,
  { service }: OpenedEngine,
  now: number,
  logger: Logger,
): Promise<void> {
  const state = readState(files.state);
  if (!isReconcileDue(values.reconcile_interval, state.reconciledAt, now)) return;
  const report = await service.reconcile(scopeOfSetting(values.reconcile_scope), { dryRun: false });
  writeState(files.state, { ...readState(files.state), reconciledAt: now });
  logger.info(`Reconciled by schedule: ${report.checked} compared, ${report.enqueued} queued.`);
}
