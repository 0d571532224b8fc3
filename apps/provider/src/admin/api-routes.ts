import { parseMatchRequest } from "@stash2plex/shared/plex";
import { type Request, type Response, Router } from "express";
import * as z from "zod";

import { sendProblem } from "../json-errors.ts";
import type { Matcher } from "../plex-routes/ports.ts";
import { readJsonBody } from "../plex-routes/read-json-body.ts";
import { refuseForeignPages, requireToken } from "./guards.ts";
import type { JobBoard } from "./job-board.ts";
import { createJobRoutes } from "./job-routes.ts";
import type { JournalEntry, RequestJournal } from "./request-journal.ts";
import type { SyncSteering } from "./sync-steering.ts";
import { statusReport, type StatusSource } from "./status-report.ts";
import type { FailureLimit } from "./token.ts";

/** What the path rules make of a path. */
export interface PathTest {
  readonly plex: string;
  /** Rule that fits, or null. */
  readonly rule: string | null;
  readonly stash: string | null;
  /** Whether Stash has a file under that path. */
  readonly known: boolean;
  /** Step by step, for people. */
  readonly explanation: readonly string[];
}

export interface ApiDeps {
  readonly apiToken: string | null;
  readonly failureLimit: FailureLimit;
  readonly source: StatusSource;
  readonly jobs: JobBoard;
  readonly journal: RequestJournal;
  readonly matcher: Matcher;
  readonly testPath: (plexPath: string) => PathTest;
  readonly acceptNewLibrary: () => Promise<void>;
  readonly steering: Pick<SyncSteering, "routes" | "stashBox">;
  readonly gapRoutes: Router;
}

const limitSchema = z.coerce.number().int().min(1).max(200).catch(50);

async function explainMatch(request: Request, response: Response, matcher: Matcher): Promise<void> {
  const body = await readJsonBody(request);
  if (!body.ok) {
    sendProblem(response, 400, body.reason);
    return;
  }
  const parsed = parseMatchRequest(body.value, { ...request.query, type: "1" });
  if (!parsed.ok) {
    sendProblem(response, 400, parsed.reason);
    return;
  }
  if (parsed.request.filename === undefined && parsed.request.title === undefined) {
    sendProblem(response, 400, "Name a file: ?filename=Folder/Name.mp4, or a title with manual=1.");
    return;
  }
  const decision = await matcher(parsed.request);
  const explanation = decision.explanation();
  response.json({ schema: 1, request: parsed.request, ...decision, explanation });
}

/** An entry of the journal as JSON, with its reasons spelt out. */
function requestReport({ at, details, ...entry }: JournalEntry): object {
  const explanation = details.explanation?.() ?? [];
  return { ...entry, at: new Date(at).toISOString(), details: { ...details, explanation } };
}

/** `/api`: for programs, and for people who like JSON. */
export function createApiRoutes(deps: ApiDeps): Router {
  const router = Router();
  router.post("/api/stash", refuseForeignPages, deps.steering.stashBox);
  router.use("/api", requireToken(deps.apiToken, deps.failureLimit), refuseForeignPages);
  router.get("/api/status", (_request, response) => {
    response.json(statusReport(deps.source));
  });
  router.use(createJobRoutes(deps.jobs));
  router
    .route("/api/match")
    .get((request, response) => explainMatch(request, response, deps.matcher))
    .post((request, response) => explainMatch(request, response, deps.matcher));
  router.get("/api/paths/test", (request, response) => {
    const { plex } = request.query;
    if (typeof plex === "string" && plex !== "")
      response.json({ schema: 1, ...deps.testPath(plex) });
    else sendProblem(response, 400, "Name a path as Plex has it: ?plex=/data/media/Name.mp4");
  });
  router.get("/api/requests", (request, response) => {
    const limit = limitSchema.parse(request.query.limit);
    response.json({ schema: 1, requests: deps.journal.latest(limit).map(requestReport) });
  });
  router.post("/api/mirror/accept-new-library", async (_request, response) => {
    await deps.acceptNewLibrary();
    response.status(202).json({ schema: 1, accepted: true });
  });
  router.use(deps.steering.routes);
  router.use(deps.gapRoutes);
  return router;
}
