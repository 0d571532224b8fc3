import type { JobRun } from "@stash2plex/engine/job-runs";
import { errorMessage } from "@stash2plex/shared/error-message";
import { type RequestHandler, type Response, Router } from "express";
import * as z from "zod";

import { sendProblem } from "../json-errors.ts";
import type { JobBoard, JobReport } from "./job-board.ts";

const limitSchema = z.coerce.number().int().min(1).max(200).catch(20);

const runReport = ({ startedAt, endedAt, ...run }: JobRun): object => ({
  ...run,
  startedAt: new Date(startedAt).toISOString(),
  endedAt: endedAt === null ? null : new Date(endedAt).toISOString(),
});

/** Why a job could not be cancelled, to a board that just said so. */
const leftRunning = ({ name, running }: JobReport): string =>
  running
    ? `The job ${name} cannot be cancelled: it ends by itself.`
    : `The job ${name} does not run: there is nothing to cancel.`;

/** Jobs for programs, behind the guards of `/api`. */
export function createJobRoutes(jobs: JobBoard): Router {
  const router = Router();
  const known =
    (
      answer: (job: JobReport, response: Response, limit: number) => Promise<void> | void,
    ): RequestHandler =>
    async (request, response) => {
      const job = jobs.reports().find(({ name }) => name === request.params.name);
      if (job === undefined)
        sendProblem(response, 404, "There is no such job. GET /api/jobs lists them.");
      else await answer(job, response, limitSchema.parse(request.query.limit));
    };
  router.get("/api/jobs", (_request, response) => {
    response.json({ schema: 1, jobs: jobs.reports() });
  });
  router.post(
    "/api/jobs/:name/run",
    known(({ name }, response) => {
      jobs.run(name);
      response.status(202).json({ schema: 1, name, running: true });
    }),
  );
  router.post(
    "/api/jobs/:name/cancel",
    known((job, response) => {
      const { name } = job;
      if (jobs.cancel(name)) response.status(202).json({ schema: 1, name, cancelling: true });
      else sendProblem(response, 409, leftRunning(job));
    }),
  );
  router.get(
    "/api/jobs/:name/runs",
    known(async ({ name }, response, limit) => {
      try {
        const runs = await jobs.history(name, limit);
        response.json({ schema: 1, name, runs: runs.map(runReport) });
      } catch (error) {
        sendProblem(response, 503, `Its runs cannot be read now: ${errorMessage(error)}`);
      }
    }),
  );
  return router;
}
