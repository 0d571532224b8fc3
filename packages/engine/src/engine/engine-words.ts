import type { DeadLetter } from "../reconcile/queue.ts";
import type { ReconcileReport, SyncStatus } from "./engine.ts";

/** A time of epoch milliseconds for people, to the second. */
export const when = (time: number | null): string =>
  time === null ? "never" : `${new Date(time).toISOString().slice(0, 19).replace("T", " ")} UTC`;

const workers: Readonly<Record<SyncStatus["worker"], string>> = {
  off: "off",
  running: "at work",
  paused: "paused",
  elsewhere: "at work in another process",
};

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

type LetterWords = Pick<DeadLetter, "id" | "sceneId" | "attempts" | "error" | "diedAt">;

export const letterLines = (letters: readonly LetterWords[]): readonly string[] =>
  letters.length === 0
    ? ["There are no dead letters."]
    : letters.map(
        ({ id, sceneId, attempts, error, diedAt }) =>
          `${id}: scene ${sceneId}, ${attempts} tries, ${when(diedAt)}: ${error}`,
      );

/** What a comparison found; the preview of a dry run stands in `report.preview`. */
export function reportLine(report: ReconcileReport, dryRun: boolean): string {
  const skipped = Object.entries(report.skipped).map(([reason, count]) => `${count} ${reason}`);
  const left = skipped.length === 0 ? "" : `; left out: ${skipped.join(", ")}`;
  return `${report.checked} scenes compared, ${report.enqueued} ${dryRun ? "would be queued" : "queued"}${left}`;
}
