import type { SyncService } from "@stash2plex/engine/engine";
import type { Request, RequestHandler, Response } from "express";

import { sendProblem } from "../json-errors.ts";

/** The way to what brings edits to Plex, as far as it is there. */
export interface SyncAccess {
  /** Null while nothing can be brought to Plex. */
  readonly service: () => SyncService | null;
  /** Why that is so, as a sentence with the remedy. */
  readonly offReason: () => string;
}

/** A route that needs the service; without it 409 says why. */
export function withService<Params>(
  access: SyncAccess,
  handle: (
    service: SyncService,
    request: Request<Params>,
    response: Response,
  ) => Promise<void> | void,
): RequestHandler<Params> {
  return async (request, response) => {
    const service = access.service();
    if (service === null) sendProblem(response, 409, access.offReason());
    else await handle(service, request, response);
  };
}
