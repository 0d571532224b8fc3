import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createJobRuns, type JobRuns } from "@stash2plex/engine/job-runs";
import { openStore } from "@stash2plex/engine/store";
import type { Timer } from "@stash2plex/shared/clock";
import type { LogFields, Logger } from "@stash2plex/shared/log";
import { createTestClock, type TestClock } from "@stash2plex/simulators/test-clock";

import { createJobBoard, type Job, type JobReport } from "../src/admin/job-board.ts";
import { createSchedules, type SchedulableJob, type Schedules } from "../src/schedules/index.ts";

export interface StageSettings {
  readonly schedule: string;
  readonly at: { readonly hour: number; readonly minute: number };
  readonly jitterMs: number;
}

/** A program with one scheduled job, `compare`, on a clock that the test moves, over a database that outlives it. */
export interface ScheduleStage {
  readonly clock: TestClock;
  /** When runs began, as ISO times. */
  readonly begun: string[];
  /** Most runs at once. */
  mostAtOnce: number;
  /** How long a run takes. */
  runMs: number;
  /** When set, runs fail with it. */
  failure: string | null;
  /** When set, the job cannot run yet. */
  waitsFor: string | null;
  readonly lines: { readonly event: string; readonly fields: LogFields | undefined }[];
  on(): Promise<void>;
  /** Ends the program as a power cut does, whatever runs. */
  off(): void;
  report(): JobReport;
  use(changes: Partial<StageSettings>): void;
  readonly runs: () => JobRuns;
  startByHand(): void;
  dispose(): void;
}

export interface StageOptions extends Partial<StageSettings> {
  readonly start: string;
  readonly timeZone?: string;
  readonly firstRun?: SchedulableJob["firstRun"];
  readonly random?: () => number;
}

interface Program {
  readonly board: ReturnType<typeof createJobBoard>;
  readonly schedules: Schedules;
  readonly runs: JobRuns;
}

/** A logger that keeps what is told at the levels that people read. */
function keepingLogger(lines: ScheduleStage["lines"]): Logger {
  const keep = (event: string, fields?: LogFields): void => {
    lines.push({ event, fields });
  };
  const logger: Logger = {
    debug: () => undefined,
    info: keep,
    warn: keep,
    error: keep,
    child: () => logger,
  };
  return logger;
}

export function createScheduleStage(options: StageOptions): ScheduleStage {
  const { start, timeZone = "UTC", firstRun = "planned", random = () => 0 } = options;
  const clock = createTestClock(Date.parse(start));
  const folder = mkdtempSync(join(tmpdir(), "stash2plex-schedules-"));
  const lines: ScheduleStage["lines"] = [];
  const logger = keepingLogger(lines);
  const store = openStore({ file: join(folder, "stash2plex.db"), logger, clock });
  let settings: StageSettings = {
    schedule: "manual",
    at: { hour: 4, minute: 15 },
    jitterMs: 0,
    ...options,
  };
  let program: Program | null = null;
  const ends = new Set<Timer>();
  const job: Job = {
    name: "compare",
    about: "Compares.",
    isCancellable: false,
    run: () =>
      new Promise((resolve, reject) => {
        stage.begun.push(new Date(clock.now()).toISOString().replace(/:\d\d\.\d{3}Z$/, "Z"));
        const end = clock.setTimeout(() => {
          ends.delete(end);
          if (stage.failure === null) resolve("3 gaps.");
          else reject(new Error(stage.failure));
        }, stage.runMs);
        ends.add(end);
        stage.mostAtOnce = Math.max(stage.mostAtOnce, ends.size);
      }),
  };
  const running = (): Program => {
    if (program === null) throw new Error("The program is off.");
    return program;
  };
  const settingsInUse = () => ({
    schedules: new Map([["compare", settings.schedule]]),
    at: settings.at,
    jitterMs: settings.jitterMs,
  });
  const stage: ScheduleStage = {
    clock,
    begun: [],
    mostAtOnce: 0,
    runMs: 1_000,
    failure: null,
    waitsFor: null,
    lines,
    on: async () => {
      const runs = createJobRuns(store.db);
      const board = createJobBoard({ jobs: [job], runs, clock, logger });
      const compare: SchedulableJob = {
        name: "compare",
        firstRun,
        waitsFor: () => stage.waitsFor,
        start: () => board.start("compare"),
        runs: (limit) => runs.list("compare", limit),
        onPlan: (schedule, nextRunAt) => board.plan("compare", { schedule, nextRunAt }),
      };
      const schedules = createSchedules({
        jobs: [compare],
        settings: settingsInUse(),
        timeZone,
        clock,
        random,
        logger,
      });
      program = { board, schedules, runs };
      await schedules.start();
    },
    off: () => {
      running().schedules.close();
      program = null;
      for (const end of ends) end.cancel();
      ends.clear();
    },
    report: () => {
      const [report] = running().board.reports();
      if (report === undefined) throw new Error("There is no job.");
      return report;
    },
    use: (changes) => {
      settings = { ...settings, ...changes };
      running().schedules.use(settingsInUse());
    },
    runs: () => running().runs,
    startByHand: () => void running().board.run("compare"),
    dispose: () => {
      if (program !== null) stage.off();
      store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return stage;
}
