import fs from "node:fs/promises";
import { createServer } from "node:http";

import type { MirrorJob, MirrorStatus } from "@stash2plex/engine/stash-mirror";
import { defaultItemSettings } from "@stash2plex/shared/item";
import { silentLogger } from "@stash2plex/shared/log";
import { Router } from "express";

import { createAdminRoutes, type AdminDeps } from "../src/admin/admin-routes.ts";
import { createCompareJob, createGapRoutes, createGapWatch } from "../src/admin/gaps/index.ts";
import { createJobBoard } from "../src/admin/job-board.ts";
import { jobsOfStash } from "../src/admin/known-jobs.ts";
import { createMetrics } from "../src/admin/metrics.ts";
import { createRequestJournal, type RequestJournal } from "../src/admin/request-journal.ts";
import type { RuleReport } from "../src/admin/status-report.ts";
import { createFailureLimit } from "../src/admin/token.ts";
import { buildApp } from "../src/app.ts";
import { createRenderedItems } from "../src/plex-routes/rendered-items.ts";
import { registrationUrl } from "../src/registration-urls.ts";
import { createMemoryJobRuns } from "./memory-job-runs.ts";
import { createMemoryGapService, type MemoryGapService } from "./memory-gap-service.ts";
import { type Answer, type Ask, askServer, listen } from "./plex-harness.ts";
import { uiFakes } from "./ui-fakes.ts";

export const START = Date.UTC(2026, 0, 2, 3, 4, 5);

export const readyMirror: MirrorStatus = {
  phase: "ready",
  freshAsOf: START - 12_000,
  scenes: 1234,
  files: 1300,
  progress: null,
  stash: { reachable: true, version: "v0.30.1", problem: null, problemCode: null },
  frozen: null,
  lastFullPass: START - 7_200_000,
  lastIdPass: START - 60_000,
  storeProblem: null,
};

const mirrorSchedules = {
  follow: "all the time",
  "id-pass": "hourly",
  "full-pass": "daily at 03:30",
};

export interface AdminHarness {
  readonly port: number;
  mirror: MirrorStatus;
  rules: readonly RuleReport[];
  storeProblem: string | null;
  now: number;
  readonly jobsRun: MirrorJob[];
  /** How the running job ends. */
  endJob: (error?: Error) => void;
  accepted: number;
  readonly journal: RequestJournal;
  readonly gaps: MemoryGapService;
  ask(path: string, ask?: Ask): Promise<Answer>;
  close(): Promise<void>;
}

/** Routes for people, over fakes of what they show. */
export async function startAdminHarness(
  changes: Partial<AdminDeps> = {},
  gaps = createMemoryGapService(),
  pictures = Router(),
  version = "1.2.3",
): Promise<AdminHarness> {
  const clock = { now: () => harness.now };
  const journal = createRequestJournal({ logger: silentLogger, clock });
  const mirrorStatus = (): MirrorStatus => harness.mirror;
  const watch = createGapWatch({ gaps, clock, logger: silentLogger });
  const metrics = createMetrics({
    version: "1.2.3",
    mirrorStatus,
    gaps: () => watch.last(),
    now: clock.now,
  });
  const routes = () => ({
    item: defaultItemSettings,
    adult: "always" as const,
    unconfirmedMatch: "503" as const,
  });
  const run = (job: MirrorJob): Promise<void> =>
    new Promise((resolve, reject) => {
      harness.jobsRun.push(job);
      harness.endJob = (error) => (error === undefined ? resolve() : reject(error));
    });
  const compare = createCompareJob({
    gaps,
    reportFile: () => null,
    disk: fs,
    logger: silentLogger,
    onCompared: () => watch.expire(),
  });
  const deps: AdminDeps = {
    source: {
      version,
      startedAt: START,
      stashUrl: "http://stash:9999",
      mirrorStatus,
      pathRules: () => harness.rules,
      storeProblem: () => harness.storeProblem,
      notices: () => [],
      lastPlexRequest: () => journal.lastAt(),
    },
    metrics,
    jobs: createJobBoard({
      jobs: [...jobsOfStash({ run }, mirrorSchedules), compare],
      runs: createMemoryJobRuns(),
      clock,
      logger: silentLogger,
    }),
    journal,
    failureLimit: createFailureLimit(clock.now),
    apiToken: null,
    steering: { routes: Router(), stashBox: (_request, _response, next) => next() },
    gapRoutes: createGapRoutes({ gaps, logger: silentLogger }),
    ...uiFakes,
    gaps,
    publicUrl: null,
    providerSecret: null,
    inContainer: false,
    registrationUrls: () => [
      registrationUrl("http://192.0.2.7:9998", changes.providerSecret ?? null, false),
    ],
    acceptNewLibrary: () => {
      harness.accepted += 1;
      return Promise.resolve();
    },
    now: clock.now,
    matcher: () =>
      Promise.resolve({
        outcome: "matched",
        scenes: [{ sceneId: 12, rung: "base name", score: 100, reason: "it is unique" }],
        explanation: () => ["base name: Opening.mp4 is unique in Stash"],
      }),
    testPath: (plex) => ({
      plex,
      rule: "nas",
      stash: "/mnt/a.mp4",
      known: true,
      explanation: ["nas: fits"],
    }),
    ...changes,
  };
  let count = 0;
  const plex = {
    title: "Stash2Plex",
    version: "1.2.3",
    providerSecret: deps.providerSecret,
    publicUrl: null,
    logger: silentLogger,
    nextRequestId: () => `id-${(count += 1)}`,
    elapsed: () => 0,
    onAnswered: (entry: Parameters<RequestJournal["record"]>[0]) => {
      journal.record(entry);
      metrics.observe(entry);
    },
    settings: routes,
    matcher: deps.matcher,
    scenes: {
      known: () => null,
      scene: () => Promise.resolve({ kind: "gone" as const }),
      isFresh: () => true,
      version: () => 1,
    },
    items: createRenderedItems({ settings: routes, version: () => 1, pictureKey: null }),
  };
  const server = createServer(buildApp({ plex, admin: createAdminRoutes(deps), pictures }));
  const port = await listen(server);
  const harness: AdminHarness = {
    port,
    mirror: readyMirror,
    rules: [],
    storeProblem: null,
    now: START,
    jobsRun: [],
    endJob: () => undefined,
    accepted: 0,
    journal,
    gaps,
    ask: (path, ask) => askServer(port, path, ask),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return harness;
}
