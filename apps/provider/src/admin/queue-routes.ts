import type { ListQuery } from "@stash2plex/engine/reconcile";
import { Router } from "express";
import * as z from "zod";

import { sendProblem } from "../json-errors.ts";
import { readJsonBody } from "../plex-routes/read-json-body.ts";
import { type SyncAccess, withService } from "./sync-access.ts";

const pageSchema = z.object({
  limit: z.coerce.number().int().min(1).max(1_000).catch(100),
  after: z.coerce.number().int().min(0).optional().catch(undefined),
});

const pageOf = (query: unknown): ListQuery => {
  const { limit, after } = pageSchema.parse(query);
  return after === undefined ? { limit } : { limit, after };
};

const idsSchema = z.array(z.number().int().positive()).min(1).max(10_000);
const retrySchema = z.object({ ids: idsSchema.nullish() });

const purgeSchema = z.object({
  ids: z
    .string()
    .transform((text) => text.split(",").map(Number))
    .pipe(idsSchema)
    .optional(),
  days: z.coerce.number().int().min(0).max(36_500).optional(),
});

const dayMs = 86_400_000;

/** `/api/queue` and `/api/dead-letters`: what waits for Plex, and what could not be done. */
export function createQueueRoutes(access: SyncAccess, now: () => number): Router {
  const router = Router();
  router.get(
    "/api/queue",
    withService(access, async (service, request, response) => {
      const page = pageOf(request.query);
      const rows = await service.queueRows(page);
      // The order of a queue changes while it is read: a page goes on by count.
      const next = rows.length < page.limit ? null : (page.after ?? 0) + rows.length;
      response.json({ schema: 1, counts: (await service.status()).queue, rows, next });
    }),
  );
  router.delete(
    "/api/queue",
    withService(access, async (service, _request, response) => {
      response.json({ schema: 1, removed: await service.clearQueue() });
    }),
  );
  router.get(
    "/api/dead-letters",
    withService(access, async (service, request, response) => {
      const page = pageOf(request.query);
      const letters = await service.deadLetters(page);
      const next = letters.length < page.limit ? null : (letters.at(-1)?.id ?? null);
      const total = (await service.status()).queue.deadLetters;
      response.json({ schema: 1, total, deadLetters: letters, next });
    }),
  );
  router.delete(
    "/api/dead-letters",
    withService(access, async (service, request, response) => {
      const which = purgeSchema.safeParse(request.query);
      if (!which.success) {
        sendProblem(response, 400, "Say which: ?ids=1,2 or ?days=30 (older ones); nothing: all.");
        return;
      }
      const { ids, days } = which.data;
      const removed = await service.purgeDeadLetters({
        ...(ids !== undefined && { ids }),
        ...(days !== undefined && { diedBefore: now() - days * dayMs }),
      });
      response.json({ schema: 1, removed });
    }),
  );
  router.post(
    "/api/dead-letters/retry",
    withService(access, async (service, request, response) => {
      const body = await readJsonBody(request);
      if (!body.ok) {
        sendProblem(response, body.status, body.reason);
        return;
      }
      const which = retrySchema.safeParse(body.value ?? {});
      if (!which.success) {
        sendProblem(response, 400, 'Say which: {"ids": [1, 2]}; without ids all of them.');
        return;
      }
      const retried = await service.retryDeadLetters(which.data.ids ?? null);
      response.json({ schema: 1, retried });
    }),
  );
  return router;
}
