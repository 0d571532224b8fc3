import type { ReconcileReport, SyncStatus } from "@stash2plex/engine/engine";
import type { DeadLetter } from "@stash2plex/engine/reconcile";
import type { MirrorStatus } from "@stash2plex/engine/stash-mirror";

import type { AdoptReport, SyncJob } from "../admin/sync-jobs.ts";

export const when = (time: number | null): string =>
  time === null ? "never" : `${new Date(time).toISOString().slice(0, 19).replace("T", " ")} UTC`;

const workers: Readonly<Record<SyncStatus["worker"], string>> = {
  off: "off",
  running: "at work",
  paused: "paused",
  elsewhere: "at work in another process",
};

type MirrorWords = Pick<MirrorStatus, "scenes" | "freshAsOf"> & {
  readonly phase: string;
  readonly stash: { readonly problem: string | null };
};

export function mirrorLines({ phase, scenes, freshAsOf, stash }: MirrorWords): readonly string[] {
  const problem = stash.problem === null ? "" : `. ${stash.problem}`;
  return [`Stash: ${scenes} scenes known (${phase}), as of ${when(freshAsOf)}${problem}`];
}

type QueueWords = Pick<SyncStatus, "worker" | "problem"> & {
  readonly queue: Omit<SyncStatus["queue"], "oldestAt">;
};

export function queueLines({ worker, problem, queue }: QueueWords): readonly string[] {
  const { ready, later, running, deadLetters } = queue;
  return [
    `Worker: ${workers[worker]}${problem === null ? "" : `. ${problem}`}`,
    `Queue: ${ready} due, ${later} for later, ${running} in work, ${deadLetters} dead letters`,
  ];
}

type PlexWords = Pick<SyncStatus, "doorbell" | "lastDoneAt"> & {
  readonly plex: Pick<SyncStatus["plex"], "items" | "freshAsOf"> & {
    readonly phase: string;
    readonly plex: { readonly problem: string | null };
  };
};

export function plexLines({ plex, doorbell, lastDoneAt }: PlexWords): readonly string[] {
  const problem = plex.plex.problem === null ? "" : `. ${plex.plex.problem}`;
  return [
    `Plex: ${plex.items} items known (${plex.phase}), as of ${when(plex.freshAsOf)}${problem}`,
    `Doorbell: ${doorbell.listening ? "heard" : "not heard"}, last rung ${when(doorbell.lastHeard)}`,
    `Last item brought to Plex: ${when(lastDoneAt)}`,
  ];
}

type LetterWords = Pick<DeadLetter, "id" | "sceneId" | "attempts" | "error" | "diedAt">;

export const letterLines = (letters: readonly LetterWords[]): readonly string[] =>
  letters.length === 0
    ? ["There are no dead letters."]
    : letters.map(
        ({ id, sceneId, attempts, error, diedAt }) =>
          `${id}: scene ${sceneId}, ${attempts} tries, ${when(diedAt)}: ${error}`,
      );

const isReconcileReport = (report: ReconcileReport | AdoptReport): report is ReconcileReport =>
  "checked" in report;

/** A run as it is now: its report, or that it goes on. */
export function jobLines({
  of,
  dryRun,
  endedAt,
  report,
}: Pick<SyncJob, "of" | "dryRun" | "endedAt" | "report">): readonly string[] {
  const what = `${dryRun ? "Dry run of a comparison" : "Comparison"} (${of})`;
  if (endedAt === null) return [`${what} was started and goes on in the provider.`];
  if (report === null || !isReconcileReport(report)) return [`${what} ended.`];
  const skipped = Object.entries(report.skipped).map(([reason, count]) => `${count} ${reason}`);
  const left = skipped.length === 0 ? "" : `; left out: ${skipped.join(", ")}`;
  const queued = `${report.enqueued} ${dryRun ? "would be queued" : "queued"}`;
  return [`${what}: ${report.checked} scenes compared, ${queued}${left}`, ...report.preview];
}
