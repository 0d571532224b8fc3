import express, { type Express } from "express";

import { sendProblem } from "./json-errors.ts";
import { createPageFiles } from "./ui/page-files.ts";
import { pageHeaders, sendPage } from "./ui/page-headers.ts";

export interface Trouble {
  readonly page: string;
  /** Sentences for programs. */
  readonly problems: readonly string[];
}

/**
 * What is served while settings are wrong or missing: 503 for everything, so that Plex keeps what it has; a page for
 * people; `/healthz` says that the process lives, so that nobody restarts it in a circle.
 */
export function buildTroubleApp({ page, problems }: Trouble): Express {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.get("/healthz", (_request, response) => {
    response.json({ status: "ok", problems });
  });
  app.use("/ui", pageHeaders);
  app.use(createPageFiles());
  app.use((request, response) => {
    const wantsPage =
      request.path === "/ui" ||
      (request.path === "/" && request.headers.accept?.includes("text/html"));
    response.setHeader("Retry-After", "60");
    if (wantsPage === true) {
      pageHeaders(request, response, () => sendPage(response, page, 503));
    } else sendProblem(response, 503, problems.join(" "));
  });
  return app;
}
