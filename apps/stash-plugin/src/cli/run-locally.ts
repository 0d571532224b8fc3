import type { ReconcileScope, SyncService } from "@stash2plex/engine/engine";
import { letterLines } from "@stash2plex/engine/engine/words";
import type { GapService } from "@stash2plex/engine/gaps";
import { summaryReply } from "@stash2plex/engine/gaps/words";
import { comparedBy } from "@stash2plex/shared/events/plugin-commands";

import type { AskedCommand, Reply } from "./command.js";
import { explanationLines, reportLines, statusLines } from "./reply-lines.js";

export interface LocalEngine {
  readonly service: SyncService;
  readonly gaps: Pick<GapService, "compare" | "summary">;
  /** Resolves when Stash is known. */
  readonly ready: () => Promise<void>;
  /** Works until nothing is due. */
  readonly work: () => Promise<void>;
  readonly now: () => number;
}

const DAY = 86_400_000;
const SHOWN = 100;

const counted = (count: number, what: string, dry: boolean): Reply => ({
  lines: [`${count} ${what}${dry ? " (nothing was done)" : ""}`],
  data: { count },
});

const status = async ({ service }: LocalEngine): Promise<Reply> => {
  const data = await service.status();
  return {
    lines: statusLines(data),
    data,
    // That another process works is no fault.
    ...(data.problem === null || data.worker === "elsewhere" ? {} : { error: data.problem }),
  };
};

const reconcile = async (
  { service, work }: LocalEngine,
  scope: ReconcileScope,
  dry: boolean,
): Promise<Reply> => {
  const report = await service.reconcile(scope, { dryRun: dry });
  if (!dry) await work();
  return { lines: reportLines(report, dry), data: report };
};

const retryLetters = async (
  { service, ready, work }: LocalEngine,
  dry: boolean,
): Promise<Reply> => {
  if (dry)
    return counted((await service.status()).queue.deadLetters, "dead letters to try again", dry);
  await ready();
  const count = await service.retryDeadLetters(null);
  await work();
  return counted(count, "dead letters were put back into the queue", dry);
};

const purgeLetters = async (
  { service }: LocalEngine,
  dry: boolean,
  diedBefore: number | null,
): Promise<Reply> => {
  if (dry) {
    const letters = await service.deadLetters({ limit: 10_000 });
    const old = letters.filter(({ diedAt }) => diedBefore === null || diedAt < diedBefore);
    return counted(old.length, "dead letters to forget", dry);
  }
  const count = await service.purgeDeadLetters(diedBefore === null ? {} : { diedBefore });
  return counted(count, "dead letters were forgotten", dry);
};

const clearQueue = async ({ service }: LocalEngine, dry: boolean): Promise<Reply> => {
  const { queue } = await service.status();
  if (dry) return counted(queue.ready + queue.later, "entries to take away", dry);
  return counted(await service.clearQueue(), "entries were taken away", dry);
};

const processQueue = async (engine: LocalEngine, dry: boolean): Promise<Reply> => {
  if (!dry) {
    await engine.ready();
    await engine.work();
  }
  return status(engine);
};

const syncScene = async (engine: LocalEngine, id: number, dry: boolean): Promise<Reply> => {
  if (dry) return reconcile(engine, { kind: "scenes", ids: [id] }, dry);
  await engine.ready();
  await engine.service.submit([{ type: "Scene.Update.Post", id }]);
  await engine.work();
  const explanation = await engine.service.explain(id);
  return { lines: explanationLines(explanation), data: explanation };
};

const explain = async ({ service }: LocalEngine, id: number): Promise<Reply> => {
  const data = await service.explain(id);
  return { lines: explanationLines(data), data };
};

const letters = async ({ service }: LocalEngine): Promise<Reply> => {
  const data = await service.deadLetters({ limit: SHOWN });
  return { lines: letterLines(data), data };
};

/** Nobody compares while no program runs: whoever asks waits for it. */
const compareSides = async ({ gaps, ready }: LocalEngine): Promise<Reply> => {
  await ready();
  await gaps.compare();
  return summaryReply(await gaps.summary());
};

/** Does with our own engine what the provider does when it is asked the same. */
export async function runLocally(engine: LocalEngine, asked: AskedCommand): Promise<Reply> {
  const { command, dry, id, days } = asked;
  const kind = comparedBy.get(command);
  if (kind !== undefined) return reconcile(engine, { kind }, dry);
  switch (command) {
    case "gaps":
      return compareSides(engine);
    case "process-queue":
      return processQueue(engine, dry);
    case "clear-queue":
      return clearQueue(engine, dry);
    case "dead-letters":
      return letters(engine);
    case "retry-dead-letters":
      return retryLetters(engine, dry);
    case "clear-dead-letters":
      return purgeLetters(engine, dry, null);
    case "purge-dead-letters":
      return purgeLetters(engine, dry, engine.now() - (days ?? 30) * DAY);
    case "sync-scene":
      return id === null ? status(engine) : syncScene(engine, id, dry);
    case "explain-scene":
      return id === null ? status(engine) : explain(engine, id);
    case "health-check":
    case "test-connection":
      await engine.service.plexPass();
      return status(engine);
    default:
      return status(engine);
  }
}
