import { pipeline } from "node:stream/promises";

import { type Gap, gapErrorCode, type GapService } from "@stash2plex/engine/gaps";
import type { Logger } from "@stash2plex/shared/log";
import { type Request, type RequestHandler, type Response, Router } from "express";

import { errorCode } from "../../error-code.ts";
import { sendProblem } from "../../json-errors.ts";
import { readJsonBody } from "../../plex-routes/read-json-body.ts";
import { followPages } from "./gap-pages.ts";
import { type AskedGaps, longestPage, readGapQuery } from "./gap-query.ts";
import { gapReport, type GapPageReport, pageReport, summaryReport } from "./gap-report.ts";
import { csvText } from "./gap-texts.ts";
import { readDryRun, readRepair } from "./repair-request.ts";

export interface GapRoutesDeps {
  readonly gaps: GapService;
  readonly logger: Logger;
}

/** The thread that writes is started again within seconds. */
const isThreadAway = (error: unknown): boolean =>
  error instanceof Error && error.name === "MirrorError";

const statusOfCode = {
  "unknown-cursor": 400,
  "cannot-compare": 409,
  "cannot-repair": 409,
  cancelled: 409,
} as const;

/** Answers what the gaps themselves refuse with their own sentence; everything else is a fault of ours. */
function answering<Params>(
  handle: (request: Request<Params>, response: Response) => Promise<void>,
): RequestHandler<Params> {
  return async (request, response) => {
    try {
      await handle(request, response);
    } catch (error) {
      const code = gapErrorCode(error);
      if (response.headersSent || (code === null && !isThreadAway(error))) throw error;
      const { message } = error as Error;
      sendProblem(response, code === null ? 503 : statusOfCode[code], message);
    }
  };
}

type ParametersWithId = Readonly<{ id: string }>;

const idOf = (text: string): number | null => (/^[1-9]\d{0,14}$/.test(text) ? Number(text) : null);

/** The gap of the address; answers itself where there is none. */
async function namedGap(
  gaps: GapService,
  request: Request<ParametersWithId>,
  response: Response,
): Promise<Gap | null> {
  const id = idOf(request.params.id);
  if (id === null) {
    sendProblem(response, 400, "The id of a gap is a whole number above 0.");
    return null;
  }
  const gap = await gaps.gap(id);
  if (gap === null) sendProblem(response, 404, "There is no such gap. GET /api/gaps lists them.");
  return gap;
}

/** All that the query fits, or with a limit only that page. Nothing is sent before the first page is there. */
async function sendTable(
  response: Response,
  gaps: GapService,
  { query, isLimited }: AskedGaps,
): Promise<void> {
  const limit = isLimited ? query.limit : longestPage;
  const fetchPage = async (next: string | null): Promise<GapPageReport> => {
    const cursor = next ?? query.cursor;
    const page = await gaps.page({ ...query, limit, ...(cursor !== undefined && { cursor }) });
    return pageReport(isLimited ? { ...page, next: null } : page);
  };
  const pages = followPages(fetchPage);
  const first = await pages.next();
  async function* fromFirst(): AsyncGenerator<GapPageReport> {
    if (first.done !== true) yield first.value;
    yield* pages;
  }
  response.setHeader("Content-Type", "text/csv; charset=utf-8; header=present");
  response.setHeader("Content-Disposition", 'attachment; filename="gaps.csv"');
  await pipeline(csvText(fromFirst()), response);
}

/** Who hangs up has seen enough. */
const isHungUp = (error: unknown): boolean => errorCode(error) === "ERR_STREAM_PREMATURE_CLOSE";

async function sendGaps<Params>(
  request: Request<Params>,
  response: Response,
  { gaps, logger }: GapRoutesDeps,
): Promise<void> {
  const asked = readGapQuery(request.query);
  if (typeof asked === "string") {
    sendProblem(response, 400, asked);
    return;
  }
  response.vary("Accept");
  const format = asked.format ?? (request.accepts(["json", "csv"]) === "csv" ? "csv" : "json");
  if (format === "json") response.json(pageReport(await gaps.page(asked.query)));
  else
    await sendTable(response, gaps, asked).catch((error: unknown) => {
      if (!response.headersSent) throw error;
      // The rest cannot be said any more: the connection breaks, so that nobody takes a part for the whole.
      if (!isHungUp(error)) logger.warn("A table of gaps broke off", { error });
    });
}

async function repairMany<Params>(
  request: Request<Params>,
  response: Response,
  gaps: GapService,
): Promise<void> {
  const body = await readJsonBody(request);
  if (!body.ok) {
    sendProblem(response, body.status, body.reason);
    return;
  }
  const asked = readRepair(body.value);
  if (typeof asked === "string") {
    sendProblem(response, 400, asked);
    return;
  }
  const { selection, dryRun } = asked;
  response.json({ schema: 1, ...(await gaps.repair(selection, { dryRun })) });
}

async function repairOne(
  request: Request<ParametersWithId>,
  response: Response,
  gaps: GapService,
): Promise<void> {
  const body = await readJsonBody(request);
  if (!body.ok) {
    sendProblem(response, body.status, body.reason);
    return;
  }
  const dryRun = readDryRun(body.value);
  if (dryRun === null) {
    sendProblem(response, 400, 'The body is {"dryRun": false} to do it, or nothing to only look.');
    return;
  }
  const gap = await namedGap(gaps, request, response);
  if (gap === null) return;
  if (gap.closedAt === null)
    response.json({ schema: 1, ...(await gaps.repair({ ids: [gap.id] }, { dryRun })) });
  else sendProblem(response, 409, "This gap has closed by itself: there is nothing to repair.");
}

/** `/api/gaps`: what only one side has, or what differs, and its repair. To be mounted behind the guards of `/api`. */
export function createGapRoutes(deps: GapRoutesDeps): Router {
  const { gaps } = deps;
  const router = Router();
  router.get(
    "/api/gaps",
    answering((request, response) => sendGaps(request, response, deps)),
  );
  router.get(
    "/api/gaps/summary",
    answering(async (_request, response) => {
      response.json(summaryReport(await gaps.summary()));
    }),
  );
  router.post(
    "/api/gaps/repair",
    answering((request, response) => repairMany(request, response, gaps)),
  );
  router.get(
    "/api/gaps/:id",
    answering<ParametersWithId>(async (request, response) => {
      const gap = await namedGap(gaps, request, response);
      if (gap !== null) response.json({ schema: 1, gap: gapReport(gap) });
    }),
  );
  router.post(
    "/api/gaps/:id/repair",
    answering<ParametersWithId>((request, response) => repairOne(request, response, gaps)),
  );
  return router;
}
