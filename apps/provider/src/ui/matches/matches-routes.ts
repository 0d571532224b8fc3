import { Router } from "express";

import type { PageKit } from "../page-kit.ts";
import type { UiDeps } from "../ui-deps.ts";
import { matchesPage } from "./matches-page.ts";

/** As many as the journal keeps. */
const SHOWN = 200;

/** `/ui/matches`: what Plex asked for lately. */
export function createMatchesPages(kit: PageKit, deps: UiDeps): Router {
  const router = Router();
  const { stashUrl } = deps.source;
  router.get(
    "/ui/matches",
    kit.page((visit) => matchesPage({ visit, requests: deps.journal.latest(SHOWN), stashUrl })),
  );
  return router;
}
