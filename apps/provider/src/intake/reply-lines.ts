import type { ReconcileReport, SyncStatus } from "@stash2plex/engine/engine";
import { reportLine, when } from "@stash2plex/engine/engine/words";
import type { MirrorStatus } from "@stash2plex/engine/stash-mirror";

import type { AdoptReport, SyncJob } from "../admin/sync-jobs.ts";

type MirrorWords = Pick<MirrorStatus, "scenes" | "freshAsOf"> & {
  readonly phase: string;
  readonly stash: { readonly problem: string | null };
};

export function mirrorLines({ phase, scenes, freshAsOf, stash }: MirrorWords): readonly string[] {
  const problem = stash.problem === null ? "" : `. ${stash.problem}`;
  return [`Stash: ${scenes} scenes known (${phase}), as of ${when(freshAsOf)}${problem}`];
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
  return [`${what}: ${reportLine(report, dryRun)}`, ...report.preview];
}
