import type { ReconcileReport, SceneExplanation, SyncStatus } from "@stash2plex/engine/engine";
import type { DeadLetter } from "@stash2plex/engine/reconcile";

const when = (time: number | null): string =>
  time === null ? "never" : `${new Date(time).toISOString().slice(0, 19).replace("T", " ")} UTC`;

const workers: Readonly<Record<SyncStatus["worker"], string>> = {
  off: "off",
  running: "at work",
  paused: "paused",
  elsewhere: "at work in another process",
};

export function statusLines(status: SyncStatus): readonly string[] {
  const { ready, later, running, deadLetters } = status.queue;
  return [
    `Worker: ${workers[status.worker]}${status.problem === null ? "" : `. ${status.problem}`}`,
    `Queue: ${ready} due, ${later} for later, ${running} in work, ${deadLetters} dead letters`,
    `Plex: ${status.plex.items} items known, as of ${when(status.plex.freshAsOf)}`,
    `Last success: ${when(status.lastDoneAt)}`,
  ];
}

export function reportLines(report: ReconcileReport, dry: boolean): readonly string[] {
  const skipped = Object.entries(report.skipped).map(([reason, count]) => `${count} ${reason}`);
  return [
    `${report.checked} scenes compared, ${report.enqueued} ${dry ? "would be queued" : "queued"}${
      skipped.length === 0 ? "" : `; left out: ${skipped.join(", ")}`
    }`,
    ...report.preview,
  ];
}

export const deadLetterLines = (letters: readonly DeadLetter[]): readonly string[] =>
  letters.length === 0
    ? ["There are no dead letters."]
    : letters.map(
        ({ id, sceneId, attempts, error, diedAt }) =>
          `${id}: scene ${sceneId}, ${attempts} tries, ${when(diedAt)}: ${error}`,
      );

export const explanationLines = ({ sceneId, lines }: SceneExplanation): readonly string[] => [
  `Scene ${sceneId}`,
  ...lines,
];
