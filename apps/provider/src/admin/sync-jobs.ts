import type {
  AdoptRow,
  ReconcileReport,
  ReconcileScope,
  SyncService,
} from "@stash2plex/engine/engine";
import type { Clock } from "@stash2plex/shared/clock";
import { errorMessage } from "@stash2plex/shared/error-message";
import type { Logger } from "@stash2plex/shared/log";

/** What a run of `adopt` did, without the many rows of a big library. */
export interface AdoptReport {
  /** Items by outcome. */
  readonly counts: Readonly<Partial<Record<AdoptRow["outcome"], number>>>;
  /** Items that were matched, or would be, by the rung that decided. */
  readonly rungs: Readonly<Record<string, number>>;
  /** The first thousand. */
  readonly rows: readonly AdoptRow[];
}

/** A run that somebody started, with what became of it. */
export interface SyncJob {
  readonly id: number;
  readonly name: "reconcile" | "adopt";
  /** Scope or section. */
  readonly of: string;
  readonly dryRun: boolean;
  /** ISO times. */
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** Sentence: why it failed, or null. */
  readonly problem: string | null;
  /** It failed because of what was asked for, not because of one of the servers. */
  readonly isRefused: boolean;
  readonly report: ReconcileReport | AdoptReport | null;
}

export interface SyncJobs {
  /** Starts a run, or joins the same one that runs; null: another one runs, and one at a time is enough. */
  reconcile(service: SyncService, scope: ReconcileScope, dryRun: boolean): SyncJob | null;
  adopt(
    service: SyncService,
    section: string,
    options: { readonly dryRun: boolean; readonly limit?: number },
  ): SyncJob | null;
  /** The job as it is when it has ended, or after so many milliseconds. */
  settled(job: SyncJob, withinMs: number): Promise<SyncJob>;
  /** Newest first, the last twenty. */
  list(): readonly SyncJob[];
}

/** The name of the engine's errors of this kind: their class is lost on the way from its thread. */
const refusal = "AdoptError";
const kept = 20;
const keptRows = 1_000;

type Result = ReconcileReport | AdoptReport;

const adoptReport = (rows: readonly AdoptRow[]): AdoptReport => {
  const counts: Partial<Record<AdoptRow["outcome"], number>> = {};
  const rungs: Record<string, number> = {};
  for (const { outcome, reason } of rows) {
    counts[outcome] = (counts[outcome] ?? 0) + 1;
    if (outcome !== "would-match" && outcome !== "matched") continue;
    const [rung = ""] = reason.split(":", 1);
    rungs[rung] = (rungs[rung] ?? 0) + 1;
  }
  return { counts, rungs, rows: rows.slice(0, keptRows) };
};

const nameOf = (scope: ReconcileScope): string =>
  scope.kind === "scenes" ? `scenes ${scope.ids.slice(0, 20).join(", ")}` : scope.kind;

/** Without the many rows of its report: those are asked for once, at `/api/reconcile/<id>`. */
export const withoutRows = ({ report, ...job }: SyncJob): object => ({
  ...job,
  report:
    report === null
      ? null
      : Object.fromEntries(
          Object.entries(report).filter(([name]) => name !== "rows" && name !== "preview"),
        ),
});

/** Runs that take longer than a request may: started here, looked at later. */
export function createSyncJobs(deps: { readonly clock: Clock; readonly logger: Logger }): SyncJobs {
  const { clock, logger } = deps;
  const jobs = new Map<number, SyncJob>();
  let running: { readonly job: SyncJob; readonly end: Promise<void> } | null = null;
  let nextId = 1;
  const time = (): string => new Date(clock.now()).toISOString();

  const finish = (job: SyncJob, report: Result | null, error: unknown): void => {
    running = null;
    const problem = error === null ? null : errorMessage(error);
    const isRefused = error instanceof Error && error.name === refusal;
    jobs.set(job.id, { ...job, endedAt: time(), report, problem, isRefused });
    const { name, of, dryRun } = job;
    if (problem === null) logger.info("A run that was started by hand ended", { name, of, dryRun });
    else logger.warn("A run that was started by hand failed", { name, of, dryRun, problem });
  };
  const start = (
    { name, of, dryRun }: Pick<SyncJob, "name" | "of" | "dryRun">,
    run: () => Promise<Result>,
  ): SyncJob | null => {
    if (running !== null) {
      const { job } = running;
      return job.name === name && job.of === of && job.dryRun === dryRun ? job : null;
    }
    const job: SyncJob = {
      id: nextId,
      name,
      of,
      dryRun,
      startedAt: time(),
      endedAt: null,
      problem: null,
      isRefused: false,
      report: null,
    };
    nextId += 1;
    jobs.set(job.id, job);
    for (const id of [...jobs.keys()].slice(0, -kept)) jobs.delete(id);
    const end = run().then(
      (report) => finish(job, report, null),
      (error: unknown) => finish(job, null, error ?? new Error("It failed.")),
    );
    running = { job, end };
    return job;
  };
  return {
    reconcile: (service, scope, dryRun) =>
      start({ name: "reconcile", of: nameOf(scope), dryRun }, () =>
        service.reconcile(scope, { dryRun }),
      ),
    adopt: (service, section, options) =>
      start({ name: "adopt", of: section, dryRun: options.dryRun }, async () =>
        adoptReport(await service.adopt(section, options)),
      ),
    settled: async (job, withinMs) => {
      const end = running?.job.id === job.id ? running.end : Promise.resolve();
      let giveUp = (): void => undefined;
      const patience = new Promise<void>((resolve) => {
        giveUp = resolve;
      });
      const timer = clock.setTimeout(() => giveUp(), withinMs);
      await Promise.race([end, patience]);
      timer.cancel();
      return jobs.get(job.id) ?? job;
    },
    list: () => [...jobs.values()].reverse(),
  };
}
