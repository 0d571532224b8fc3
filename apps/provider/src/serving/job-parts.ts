import { linkSyncService, type SyncLink } from "@stash2plex/engine/engine";
import type { MirrorJob, MirrorStatus } from "@stash2plex/engine/stash-mirror";

import { createJobBoard, type JobBoard, type ScheduledBoard } from "../admin/job-board.ts";
import { jobsOfStash, plexPassJob, reconcileJob } from "../admin/known-jobs.ts";
import {
  createSchedules,
  type SchedulableJob,
  type Schedules,
  type ScheduleSettings,
  timeWords,
} from "../schedules/index.ts";
import type { Settings } from "../settings/settings.ts";
import { compareJob } from "./compare-parts.ts";
import type { CommonParts } from "./parts-input.ts";

const mirrorSchedules = ({ fullPassAt }: Settings): Readonly<Record<MirrorJob, string>> => ({
  follow: "all the time",
  "id-pass": "hourly",
  "full-pass": `daily at ${timeWords(fullPassAt)}`,
});

const knowsPlex = ({ plexUrl, plexToken }: Settings): boolean =>
  plexUrl !== null && plexToken !== null;

/** Everything that people and schedules can start. */
export function jobBoard(common: CommonParts): JobBoard & ScheduledBoard {
  const { serve, mirror, sync, live, jobRuns } = common;
  const { clock, logger } = serve;
  const scope = (): Settings["reconcileScope"] => live.current().reconcileScope;
  return createJobBoard({
    jobs: [
      ...jobsOfStash(mirror, mirrorSchedules(common.settings)),
      // With PLEX_SYNC off, too: both sides are compared then, and nothing is written.
      ...(knowsPlex(common.settings) ? [plexPassJob(linkSyncService(mirror.tenant))] : []),
      ...(sync === null ? [] : [reconcileJob({ service: sync.service, scope, logger })]),
      compareJob(common),
    ],
    runs: jobRuns,
    clock,
    logger,
  });
}

export function scheduleSettingsOf(settings: Settings): ScheduleSettings {
  return {
    schedules: new Map([
      // Without an address of Plex there is nothing to compare with, and every day would tell so.
      ["compare", knowsPlex(settings) ? settings.compareSchedule : "manual"],
      ["reconcile", settings.reconcileSchedule],
    ]),
    at: settings.scheduleAt,
    jitterMs: settings.scheduleJitter,
  };
}

function waitsForStash({ phase }: MirrorStatus): string | null {
  if (phase !== "empty" && phase !== "first-sync") return null;
  return "The copy of Stash is not complete yet.";
}

function waitsForPlex(sync: SyncLink | null): string | null {
  if (sync === null) return null;
  const status = sync.lastStatus();
  if (status?.plex.phase === "ready") return null;
  return status?.plex.plex.problem ?? "The copy of Plex is not complete yet.";
}

/** Starts jobs of the board at their times. */
export function openSchedules(common: CommonParts, board: ScheduledBoard): Schedules {
  const { settings, serve, mirror, sync, jobRuns } = common;
  const scheduled = (name: string, firstRun: SchedulableJob["firstRun"]): SchedulableJob => ({
    name,
    firstRun,
    waitsFor: () => waitsForStash(mirror.status()) ?? waitsForPlex(sync),
    start: () => board.start(name),
    runs: (limit) => jobRuns.list(name, limit),
    onPlan: (schedule, nextRunAt) => board.plan(name, { schedule, nextRunAt }),
  });
  return createSchedules({
    ...serve,
    // A reconcile writes to Plex: nobody expects that at once.
    jobs: [
      scheduled("compare", "soon"),
      ...(sync === null ? [] : [scheduled("reconcile", "planned")]),
    ],
    settings: scheduleSettingsOf(settings),
    timeZone: settings.tz ?? new Intl.DateTimeFormat().resolvedOptions().timeZone,
    random: Math.random,
  });
}
