import type { ReconcileScope } from "@stash2plex/engine/engine";
import { type Response, Router } from "express";
import * as z from "zod";

import { sendProblem } from "../json-errors.ts";
import { readJsonBody } from "../plex-routes/read-json-body.ts";
import { type SyncAccess, withService } from "./sync-access.ts";
import { type SyncJob, type SyncJobs, withoutRows } from "./sync-jobs.ts";

/** Somebody waits for the answer; what takes longer goes on and is looked at later. */
const patienceMs = 5_000;

const idSchema = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);

const reconcileSchema = z.object({
  scope: z.union([
    z.enum(["all", "recent", "week", "missing"]),
    z.object({ ids: z.array(idSchema).min(1).max(10_000) }),
  ]),
  dryRun: z.boolean().default(false),
});

const adoptSchema = z.object({
  section: z.union([z.string().trim().min(1).max(200), z.number().transform(String)]),
  dryRun: z.boolean().default(true),
  limit: z.number().int().min(1).max(1_000_000).optional(),
});

const waitSchema = z.coerce.number().int().min(0).max(10_000).catch(0);

const reconcileHelp =
  'Say what: {"scope": "all" | "recent" | "week" | "missing" | {"ids": [12]}, "dryRun": true | false}.';
const adoptHelp =
  'Say what: {"section": "Films", "dryRun": false, "limit": 100}. Without dryRun nothing is done, only shown.';
const unknownRun =
  "This run is not known here (any more): the provider was started anew. Start the run again, what it did is kept.";
const busy = "Another run is going on. GET /api/reconcile shows it.";

const scopeOf = (scope: z.infer<typeof reconcileSchema>["scope"]): ReconcileScope =>
  typeof scope === "string" ? { kind: scope } : { kind: "scenes", ids: scope.ids };

/** The end of a run when it came in time, else that it goes on. */
async function sendJob(response: Response, jobs: SyncJobs, started: SyncJob | null): Promise<void> {
  if (started === null) {
    sendProblem(response, 409, busy);
    return;
  }
  const job = await jobs.settled(started, patienceMs);
  if (job.problem === null) {
    response.status(job.endedAt === null ? 202 : 200).json({ schema: 1, job });
    return;
  }
  // Else it failed on the other side: Plex, Stash or the thread between.
  sendProblem(response, job.isRefused ? 409 : 502, job.problem);
}

/**
 * `/api/reconcile`, `/api/adopt` and `/api/scenes/<id>`: comparing and repairing on demand. `/api/reconcile/<id>?wait=<ms>`
 * is a run of either kind; the answer waits for its end, but no longer than that.
 */
export function createReconcileRoutes(access: SyncAccess, jobs: SyncJobs): Router {
  const router = Router();
  router.get("/api/reconcile", (_request, response) => {
    response.json({ schema: 1, jobs: jobs.list().map(withoutRows) });
  });
  router.get(
    "/api/reconcile/:id",
    withService<{ id: string }>(access, async (service, request, response) => {
      const started = jobs.list().find(({ id }) => String(id) === request.params.id);
      if (started === undefined) {
        sendProblem(response, 404, unknownRun);
        return;
      }
      const job = await jobs.settled(started, waitSchema.parse(request.query.wait));
      const progress = job.endedAt === null ? ((await service.status()).run ?? null) : null;
      response.json({ schema: 1, job, progress });
    }),
  );
  router.post(
    "/api/reconcile",
    withService(access, async (service, request, response) => {
      const body = await readJsonBody(request);
      if (!body.ok) {
        sendProblem(response, body.status, body.reason);
        return;
      }
      const asked = reconcileSchema.safeParse(body.value);
      if (!asked.success) {
        sendProblem(response, 400, reconcileHelp);
        return;
      }
      const { scope, dryRun } = asked.data;
      await sendJob(response, jobs, jobs.reconcile(service, scopeOf(scope), dryRun));
    }),
  );
  router.post(
    "/api/adopt",
    withService(access, async (service, request, response) => {
      const body = await readJsonBody(request);
      if (!body.ok) {
        sendProblem(response, body.status, body.reason);
        return;
      }
      const asked = adoptSchema.safeParse(body.value);
      if (!asked.success) {
        sendProblem(response, 400, adoptHelp);
        return;
      }
      const { section, dryRun, limit } = asked.data;
      const options = limit === undefined ? { dryRun } : { dryRun, limit };
      await sendJob(response, jobs, jobs.adopt(service, section, options));
    }),
  );
  router.get(
    "/api/scenes/:id/explain",
    withService<{ id: string }>(access, async (service, request, response) => {
      const id = idSchema.safeParse(request.params.id);
      if (id.success) response.json({ schema: 1, ...(await service.explain(id.data)) });
      else sendProblem(response, 400, "The id of a scene is a whole number above 0.");
    }),
  );
  router.post(
    "/api/scenes/:id/sync",
    withService<{ id: string }>(access, async (service, request, response) => {
      const id = idSchema.safeParse(request.params.id);
      if (!id.success) {
        sendProblem(response, 400, "The id of a scene is a whole number above 0.");
        return;
      }
      const report = await service.submit([{ type: "Scene.Update.Post", id: id.data }]);
      response.status(202).json({ schema: 1, sceneId: id.data, ...report });
    }),
  );
  return router;
}
