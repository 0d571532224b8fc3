import type { Logger } from "@stash2plex/shared/log";
import compression from "compression";
import { type ErrorRequestHandler, Router } from "express";

import { createFormTokens } from "./form-token.ts";
import { createGapsPages } from "./gaps/gaps-routes.ts";
import { createMatchesPages } from "./matches/matches-routes.ts";
import { createNotices } from "./notices.ts";
import { createOverviewPages } from "./overview/overview-routes.ts";
import { createPageFiles } from "./page-files.ts";
import { pageHeaders } from "./page-headers.ts";
import { createPageKit, type PageKit, type Refusal } from "./page-kit.ts";
import { createPathsPages } from "./paths/paths-routes.ts";
import { createQueuePages } from "./queue/queue-routes.ts";
import { createSettingsPages } from "./settings/settings-routes.ts";
import { createSignInRoute } from "./sign-in-route.ts";
import type { UiDeps } from "./ui-deps.ts";

const absent: Refusal = {
  status: 404,
  title: "There is no such page",
  sentence: "Perhaps the address is misspelt, or from another version of this program.",
};
const notLikeThis: Refusal = {
  status: 405,
  title: "This is not a page",
  sentence: "It can only be sent from a form of another page. Nothing was done.",
};
const malformed: Refusal = {
  status: 400,
  title: "This could not be read",
  sentence: "What the browser sent is malformed or too large. Nothing was done.",
};
const failed: Refusal = {
  status: 500,
  title: "Something went wrong here",
  sentence: "The log of this program says what.",
};

function isMalformed(error: unknown): boolean {
  if (typeof error !== "object" || error === null || !("status" in error)) return false;
  return typeof error.status === "number" && error.status >= 400 && error.status < 500;
}

function createPageErrors(kit: PageKit, logger: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const isTheirs = isMalformed(error);
    if (!isTheirs) logger.error("A page could not be made", { error });
    kit.refuse(request, response, isTheirs ? malformed : failed);
  };
}

/** `/ui`: the pages for people, and an end for every other address below. */
export function createUiRoutes(deps: UiDeps): Router {
  const router = Router();
  const kit = createPageKit({
    version: deps.source.version,
    apiToken: deps.apiToken,
    tokens: createFormTokens(deps.randomBytes),
    notices: createNotices(deps),
    now: deps.now,
  });
  router.get("/ui/live", deps.live.route);
  router.use("/ui", compression(), pageHeaders);
  router.use(createPageFiles());
  router.use(createSignInRoute(kit, deps));
  for (const create of [
    createOverviewPages,
    createGapsPages,
    createMatchesPages,
    createPathsPages,
    createQueuePages,
    createSettingsPages,
  ]) {
    router.use(create(kit, deps));
  }
  router.use("/ui", (request, response) =>
    kit.refuse(
      request,
      response,
      ["GET", "HEAD", "POST"].includes(request.method) ? absent : notLikeThis,
    ),
  );
  router.use("/ui", createPageErrors(kit, deps.logger));
  return router;
}
