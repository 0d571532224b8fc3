import type { EngineParts, OpenedEngine } from "./engine-parts.js";
import type { Logger } from "@stash2plex/shared/log";
import { isReconcileDue, scopeOfSetting } from "./reconcile-schedule.js";
import { engineOptionsOf, type Session } from "./session.js";
import { readState, writeState } from "./state-file.js";

/** Opens our own engine, gives it what v1 and the hooks left, and closes it whatever happens. */
export async function withEngine<T>(
  session: Session,
  parts: EngineParts,
  logger: Logger,
  use: (engine: OpenedEngine) => Promise<T>,
): Promise<T> {
  const { files } = session;
  const state = readState(files.state);
  const options = engineOptionsOf(session, logger);
  const engine = await parts.openEngine(
    state.v1Imported ? { ...options, pushedByV1: new Map() } : options,
  );
  try {
    if (!state.v1Imported) {
      writeState(files.state, { ...state, v1Imported: true });
      if (options.pushedByV1.size > 0)
        logger.info(
          `Version 1 of the plugin had pushed ${options.pushedByV1.size} scenes; taken over.`,
        );
    }
    await parts.drainSpool(files.spool, (events) => engine.service.submit(events));
    return await use(engine);
  } finally {
    await engine.close();
  }
}

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
  writeState(files.state, { ...state, reconciledAt: now });
  logger.info(`Reconciled by schedule: ${report.checked} compared, ${report.enqueued} queued.`);
}
