import type { Logger } from "@stash2plex/shared/log";
import type { ErrorRequestHandler, RequestHandler, Response } from "express";

/** An error for programs, in the one shape that all our routes use. */
export function sendProblem(response: Response, status: number, message: string): void {
  response.status(status).json({ error: { status, message } });
}

/** The end of the line: nothing here ever answers HTML by accident. */
export const notFound: RequestHandler = (_request, response) =>
  sendProblem(response, 404, "There is nothing here. The page is at /ui.");

function statusOf(error: unknown): number {
  if (typeof error !== "object" || error === null || !("status" in error)) return 500;
  return typeof error.status === "number" && error.status >= 400 && error.status < 500
    ? error.status
    : 500;
}

/** Errors of routes for people and programs (Plex's routes catch their own). */
export function createErrorHandler(logger: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const status = statusOf(error);
    if (status < 500) {
      sendProblem(response, status, "The request is malformed.");
      return;
    }
    logger.error("A request failed", { error });
    sendProblem(response, 500, "Something went wrong here. The log says what.");
  };
}
