import { parseMatchRequest } from "@stash2plex/shared/plex";
import { Router } from "express";

import type { MatchAnswer } from "../../plex-routes/ports.ts";
import { answered, type Answered } from "../answered.ts";
import type { Page, PageKit, Visit } from "../page-kit.ts";
import type { UiDeps } from "../ui-deps.ts";
import { pathsPage, type PathTrial } from "./paths-page.ts";

/** The ladder may ask Stash: it keeps a deadline of its own. */
const PATIENCE_MS = 20_000;

function ask(deps: UiDeps, filename: string, manual: boolean): Promise<Answered<MatchAnswer>> {
  const parsed = parseMatchRequest({ type: 1, filename, manual, includeAdult: true });
  if (!parsed.ok) return Promise.resolve({ problem: parsed.reason });
  return answered(deps.clock, () => deps.matcher(parsed.request), PATIENCE_MS);
}

async function trialOf(path: string, name: string, deps: UiDeps): Promise<PathTrial | null> {
  const filename = name === "" ? path : name;
  if (filename === "") return null;
  return {
    test: path === "" ? null : deps.testPath(path),
    automatic: await ask(deps, filename, false),
    manual: await ask(deps, filename, true),
  };
}

async function pathsFor(visit: Visit, deps: UiDeps): Promise<Page> {
  const field = (name: string): string =>
    (visit.query.get(name) ?? "").replaceAll("\0", "").slice(0, 4_096).trim();
  const path = field("plex");
  const name = field("name");
  const trial = visit.trusted ? await trialOf(path, name, deps) : null;
  return pathsPage({ visit, path, name, trial, scene: deps.scene, stashUrl: deps.source.stashUrl });
}

/** `/ui/paths`: asks only, and changes nothing. */
export function createPathsPages(kit: PageKit, deps: UiDeps): Router {
  const router = Router();
  router.get(
    "/ui/paths",
    kit.page((visit) => pathsFor(visit, deps)),
  );
  return router;
}
