import type { ReconcileScope, SyncService } from "@stash2plex/engine/engine";
import { letterLines, queueLines } from "@stash2plex/engine/engine/words";
import type { GapService } from "@stash2plex/engine/gaps";
import { summaryReply } from "@stash2plex/engine/gaps/words";
import type { MirrorStatus } from "@stash2plex/engine/stash-mirror";
import type { Clock } from "@stash2plex/shared/clock";
import { errorMessage } from "@stash2plex/shared/error-message";
import { comparedBy, type PluginCommand } from "@stash2plex/shared/events/plugin-commands";

import type { SyncAccess } from "../admin/sync-access.ts";
import type { SyncJobs } from "../admin/sync-jobs.ts";
import { jobLines, mirrorLines, plexLines } from "./reply-lines.ts";
import type { StashCommand } from "./stash-command.ts";
import type { StashReply } from "./stash-reply.ts";

export interface StashCommandDeps extends SyncAccess {
  readonly jobs: SyncJobs;
  readonly mirrorStatus: () => MirrorStatus;
  readonly gaps: Pick<GapService, "summary">;
  readonly clock: Clock;
}

/** A task holds Stash's only queue of jobs: it ends within 10 s, whatever the provider does meanwhile. */
const longestMs = 8_000;
const patienceMs = 5_000;
const shownLetters = 30;
const dayMs = 86_400_000;
const usualDays = 30;

const problem = (error: string | null): { readonly error?: string } =>
  error === null ? {} : { error };

const counted = (count: number, what: string): StashReply => ({
  lines: [`${count} ${what}`],
  data: { count },
});

async function reconcile(
  deps: StashCommandDeps,
  service: SyncService,
  scope: ReconcileScope,
  dryRun: boolean,
): Promise<StashReply> {
  const started = deps.jobs.reconcile(service, scope, dryRun);
  if (started === null) return { lines: [], error: "Another run is going on in the provider." };
  const job = await deps.jobs.settled(started, patienceMs);
  return { lines: jobLines(job), data: job.report ?? undefined, ...problem(job.problem) };
}

/**
 * Tries Plex for real; Stash has just asked us, and the mirror knows whether we reach it. Of a big library the reading
 * goes on: by then it is known whether Plex answers.
 */
async function checkConnections(
  { mirrorStatus, clock }: StashCommandDeps,
  service: SyncService,
): Promise<StashReply> {
  let giveUp = (): void => undefined;
  const patience = new Promise<null>((resolve) => {
    giveUp = () => resolve(null);
  });
  const timer = clock.setTimeout(() => giveUp(), patienceMs);
  const pass = service.plexPass().then(() => null, errorMessage);
  const failure = await Promise.race([pass, patience]);
  timer.cancel();
  const status = await service.status();
  const lines = [...mirrorLines(mirrorStatus()), ...plexLines(status), ...queueLines(status)];
  const wrong = [mirrorStatus().stash.problem, failure, status.plex.plex.problem, status.problem];
  return { lines, ...problem(wrong.find((sentence) => sentence !== null) ?? null) };
}

async function purge(
  service: SyncService,
  diedBefore: number | null,
  dryRun: boolean,
): Promise<StashReply> {
  if (!dryRun) {
    const removed = await service.purgeDeadLetters(diedBefore === null ? {} : { diedBefore });
    return counted(removed, "dead letters were forgotten");
  }
  const letters = await service.deadLetters({ limit: 10_000 });
  const old = letters.filter(({ diedAt }) => diedBefore === null || diedAt < diedBefore);
  return counted(old.length, "dead letters would be forgotten");
}

async function clearQueue(service: SyncService, dryRun: boolean): Promise<StashReply> {
  if (!dryRun) return counted(await service.clearQueue(), "entries were taken away");
  const { queue } = await service.status();
  return counted(queue.ready + queue.later, "entries would be taken away");
}

async function retry(service: SyncService, dryRun: boolean): Promise<StashReply> {
  if (!dryRun)
    return counted(await service.retryDeadLetters(null), "dead letters went back to the queue");
  const { queue } = await service.status();
  return counted(queue.deadLetters, "dead letters would go back to the queue");
}

async function syncScene(
  deps: StashCommandDeps,
  service: SyncService,
  id: number,
  dryRun: boolean,
): Promise<StashReply> {
  if (dryRun) return reconcile(deps, service, { kind: "scenes", ids: [id] }, true);
  const data = await service.submit([{ type: "Scene.Update.Post", id }]);
  return { lines: [`Scene ${id} is in the queue and comes next.`], data };
}

async function showLetters(service: SyncService): Promise<StashReply> {
  const data = await service.deadLetters({ limit: shownLetters });
  return { lines: letterLines(data), data };
}

async function showQueue(service: SyncService, first: readonly string[]): Promise<StashReply> {
  const status = await service.status();
  return { lines: [...first, ...queueLines(status), ...plexLines(status)], data: status.queue };
}

async function withPlex(
  deps: StashCommandDeps,
  service: SyncService,
  { name, dryRun, id, days }: StashCommand,
): Promise<StashReply> {
  const kind = comparedBy.get(name);
  if (kind !== undefined) return reconcile(deps, service, { kind }, dryRun);
  switch (name) {
    case "sync-scene":
      return syncScene(deps, service, id ?? 0, dryRun);
    case "explain-scene": {
      const data = await service.explain(id ?? 0);
      return { lines: data.lines, data };
    }
    case "clear-queue":
      return clearQueue(service, dryRun);
    case "dead-letters":
      return showLetters(service);
    case "retry-dead-letters":
      return retry(service, dryRun);
    case "clear-dead-letters":
      return purge(service, null, dryRun);
    case "purge-dead-letters":
      return purge(service, deps.clock.now() - (days ?? usualDays) * dayMs, dryRun);
    case "test-connection":
    case "health-check":
      return checkConnections(deps, service);
    case "process-queue":
      return showQueue(service, ["The provider works on its queue by itself, all the time."]);
    default:
      return showQueue(service, []);
  }
}

const aboutConnections: ReadonlySet<PluginCommand> = new Set([
  "status",
  "test-connection",
  "health-check",
]);

async function answer(deps: StashCommandDeps, command: StashCommand): Promise<StashReply> {
  // Also without Plex: what it asked for and did not get is known.
  if (command.name === "gaps") return summaryReply(await deps.gaps.summary());
  const service = deps.service();
  const about = aboutConnections.has(command.name) ? mirrorLines(deps.mirrorStatus()) : [];
  if (service === null) {
    // A provider that only answers Plex is complete in itself; but nothing can be done to Plex.
    const reason = deps.offReason();
    return command.name === "status"
      ? { lines: [...about, reason] }
      : { lines: about, error: reason };
  }
  const reply = await withPlex(deps, service, command);
  return command.name === "status" ? { ...reply, lines: [...about, ...reply.lines] } : reply;
}

/** Does what a task or an operation in Stash asks for. Never rejects, and answers within 8 s. */
export async function runStashCommand(
  deps: StashCommandDeps,
  command: StashCommand,
  watch: string,
): Promise<StashReply> {
  let giveUp = (): void => undefined;
  const patience = new Promise<StashReply>((resolve) => {
    giveUp = () => resolve({ lines: [`${command.name} goes on in the provider.`] });
  });
  const timer = deps.clock.setTimeout(() => giveUp(), longestMs);
  const work = answer(deps, command).catch((error: unknown): StashReply => ({
    lines: [],
    error: errorMessage(error),
  }));
  const reply = await Promise.race([work, patience]);
  timer.cancel();
  const page = command.name === "gaps" ? `${watch}/gaps` : watch;
  return { ...reply, lines: [...reply.lines, `To watch: ${page}`], watch: page };
}
