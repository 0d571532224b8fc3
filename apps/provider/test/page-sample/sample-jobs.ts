import type { JobBoard, JobReport } from "../../src/admin/job-board.ts";
import { START } from "../admin-harness.ts";

const minute = 60_000;
const hour = 60 * minute;

const iso = (at: number): string => new Date(at).toISOString();

function job(name: string, about: string, changes: Partial<JobReport> = {}): JobReport {
  return {
    name,
    about,
    running: false,
    startedAt: null,
    endedAt: null,
    problem: null,
    schedule: null,
    nextRunAt: null,
    lastRun: null,
    canCancel: false,
    ...changes,
  };
}

const ran = (
  minutesAgo: number,
  summary: string | null,
  outcome: "done" | "failed" = "done",
): JobReport["lastRun"] => ({
  startedAt: iso(START - minutesAgo * minute - 2_000),
  endedAt: iso(START - minutesAgo * minute),
  outcome,
  summary,
});

/** Jobs that ran, and one that runs. */
export function sampleJobs(run: (name: string) => void): JobBoard {
  const reports: readonly JobReport[] = [
    job(
      "compare",
      "Compares Stash and Plex, and finds what only one of them has or what differs.",
      {
        schedule: "daily at 04:15",
        nextRunAt: iso(START + 71 * minute),
        lastRun: ran(8, "99.4 % agree (1,183 of 1,190); 7 gaps, 2 new, 1 closed"),
      },
    ),
    job("reconcile", "Puts every scene that Plex lacks something of into the queue.", {
      schedule: "weekly at 04:15",
      nextRunAt: iso(START + 50 * hour),
      lastRun: ran(118 * 60, "1,234 scenes compared, 7 queued"),
    }),
    job("follow", "Asks Stash what has changed since the last time.", { lastRun: ran(95, null) }),
    job("full-pass", "Compares all paths and hashes too, and finds renamed folders.", {
      lastRun: ran(120, null),
    }),
    job("plex-pass", "Reads the watched libraries of Plex anew.", {
      running: true,
      canCancel: true,
      startedAt: iso(START - 20_000),
    }),
  ];
  return {
    reports: () => reports,
    run: (name) => {
      run(name);
      return reports.some((report) => report.name === name);
    },
    cancel: () => true,
    history: () => Promise.resolve([]),
  };
}
