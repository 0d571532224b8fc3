import type { SyncStatus } from "@stash2plex/engine/engine";
import type { GapSummary } from "@stash2plex/engine/gaps";

import type { JobReport } from "../../admin/job-board.ts";
import { statusReport, type StatusReport } from "../../admin/status-report.ts";
import { callerAddress } from "../../plex-routes/caller-address.ts";
import { registrationUrl, type RegistrationUrl } from "../../registration-urls.ts";
import { answered, type Answered } from "../answered.ts";
import type { Visit } from "../page-kit.ts";
import type { UiDeps } from "../ui-deps.ts";

/** Everything that the overview shows. */
export interface Overview {
  readonly visit: Visit;
  readonly report: StatusReport;
  readonly gaps: Answered<GapSummary>;
  /** Null: nothing is brought to Plex, for this reason. */
  readonly sync: Answered<SyncStatus> | null;
  readonly syncOff: string;
  readonly plexUrl: string | null;
  readonly jobs: readonly JobReport[];
  /** By which address the browser came in. */
  readonly here: RegistrationUrl;
  readonly others: readonly RegistrationUrl[];
}

/** Asks everybody at once; nobody who is slow or fails keeps the page back. */
export async function overviewOf(visit: Visit, deps: UiDeps): Promise<Overview> {
  const service = deps.sync.service();
  const [gaps, sync] = await Promise.all([
    answered(deps.clock, () => deps.gaps.summary()),
    service === null ? null : answered(deps.clock, () => service.status()),
  ]);
  const base = callerAddress(visit.request, deps.publicUrl);
  return {
    visit,
    report: statusReport(deps.source),
    gaps,
    sync,
    syncOff: deps.sync.offReason(),
    plexUrl: deps.plexUrl,
    jobs: deps.jobs.reports(),
    here: registrationUrl(base, deps.providerSecret, deps.inContainer),
    others: deps.registrationUrls(),
  };
}

/** Sentences of everything that somebody should look at, each once. */
export function problemsOf({ report, gaps, sync }: Overview): readonly string[] {
  const status = sync !== null && "value" in sync ? sync.value : null;
  const known = [
    ...report.problems,
    sync !== null && "problem" in sync ? sync.problem : null,
    status?.problem,
    status?.plex.plex.problem,
    "problem" in gaps ? gaps.problem : null,
  ];
  return [...new Set(known.filter((problem) => typeof problem === "string"))];
}

const isoOf = (time: number | null | undefined): string | null =>
  typeof time === "number" ? new Date(time).toISOString() : null;

/** What both copies did by themselves, by the name of the job that does the same. */
export function ownRunsOf({ report, sync }: Overview): Readonly<Record<string, string | null>> {
  const plex = sync !== null && "value" in sync ? sync.value.plex : null;
  const { freshAsOf, lastIdPass, lastFullPass } = report.mirror;
  return {
    follow: isoOf(freshAsOf),
    "id-pass": isoOf(lastIdPass),
    "full-pass": isoOf(lastFullPass),
    "plex-pass": isoOf(plex?.lastFullPass),
  };
}
