import type { Logger } from "@stash2plex/shared/log";
import express, { type Express, type Request, type Router } from "express";

import { createErrorHandler, sendProblem } from "./json-errors.ts";
import { createPageFiles } from "./ui/page-files.ts";
import { pageHeaders, sendPage } from "./ui/page-headers.ts";

export interface Trouble {
  /** What people are shown: a page that says what is wrong, or the set-up. */
  readonly shown: { readonly page: string } | { readonly setup: Router };
  /** Sentences for programs. */
  readonly problems: readonly string[];
  readonly logger: Logger;
}

const wantsPage = ({ path, headers }: Request): boolean =>
  path === "/ui" || (path === "/" && headers.accept?.includes("text/html") === true);

/**
 * What is served while settings are wrong or missing: 503 for everything, so that Plex keeps what it has; a page for
 * people, or the set-up; `/healthz` says that the process lives, so that nobody restarts it in a circle.
 */
export function buildTroubleApp({ shown, problems, logger }: Trouble): Express {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.set("query parser", "simple");
  app.get("/healthz", (_request, response) => {
    response.json({ status: "ok", problems });
  });
  app.use("/ui", pageHeaders);
  app.use(createPageFiles());
  if ("setup" in shown) app.use(shown.setup);
  app.use((request, response) => {
    if (wantsPage(request)) {
      if ("setup" in shown) response.redirect(303, "/ui/setup");
      else {
        response.setHeader("Retry-After", "60");
        pageHeaders(request, response, () => sendPage(response, shown.page, 503));
      }
      return;
    }
    response.setHeader("Retry-After", "60");
    sendProblem(response, 503, problems.join(" "));
  });
  app.use(createErrorHandler(logger));
  return app;
}
