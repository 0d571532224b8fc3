import { parseStashEvents } from "@stash2plex/shared/events";
import type { RequestHandler } from "express";

import { type SyncAccess, withService } from "../admin/sync-access.ts";
import { sendProblem } from "../json-errors.ts";
import { readJsonBody } from "../plex-routes/read-json-body.ts";

const form =
  'Send {"type": "Scene.Update.Post", "id": 12, "fields": ["title"]}, or a list of such.';

/**
 * `POST /api/events`: changes in Stash, one or a list. 202 says that they are written down; sending them again does no
 * harm. What is no event is left out and named; when nothing is left, 400.
 */
export const createEventsRoute = (access: SyncAccess): RequestHandler =>
  withService(access, async (service, request, response) => {
    const body = await readJsonBody(request);
    if (!body.ok) {
      sendProblem(response, body.status, body.reason);
      return;
    }
    const { events, dropped } = parseStashEvents(body.value ?? []);
    if (events.length === 0) {
      sendProblem(response, 400, `${dropped[0]?.reason ?? "There is no event."} ${form}`);
      return;
    }
    const report = await service.submit(events);
    response.status(202).json({ schema: 1, ...report, dropped });
  });
