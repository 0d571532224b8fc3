import { Router } from "express";

import type { PageKit } from "../page-kit.ts";
import type { UiDeps } from "../ui-deps.ts";
import { settingsPage } from "./settings-page.ts";

/** `/ui/settings`: to be read only. */
export function createSettingsPages(kit: PageKit, deps: UiDeps): Router {
  const router = Router();
  router.get(
    "/ui/settings",
    kit.page((visit) => settingsPage({ visit, ...deps.shownSettings() })),
  );
  return router;
}
