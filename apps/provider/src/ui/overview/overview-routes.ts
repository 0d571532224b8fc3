import { Router } from "express";

import type { PageKit } from "../page-kit.ts";
import type { UiDeps } from "../ui-deps.ts";
import { overviewOf } from "./overview-data.ts";
import { jobTitle } from "./jobs-section.ts";
import { overviewPage } from "./overview-page.ts";

/** `/ui` with what can be pressed there. */
export function createOverviewPages(kit: PageKit, deps: UiDeps): Router {
  const router = Router();
  const { jobs } = deps;
  const titleOf = (name: unknown): string => jobTitle(typeof name === "string" ? name : "");
  router.get(
    "/ui",
    kit.page(async (visit) => overviewPage(await overviewOf(visit, deps))),
  );
  router.post(
    "/ui/jobs/:name/run",
    kit.action("/ui#jobs", (_form, { request }) => {
      const { name } = request.params;
      if (typeof name !== "string" || !jobs.run(name))
        return Promise.reject(new Error("There is no such job."));
      return Promise.resolve({ to: "/ui#jobs", sentence: `It has begun: ${titleOf(name)}.` });
    }),
  );
  router.post(
    "/ui/jobs/:name/cancel",
    kit.action("/ui#jobs", (_form, { request }) => {
      const { name } = request.params;
      if (typeof name !== "string" || !jobs.cancel(name))
        return Promise.reject(new Error("It does not run any more, or cannot be cancelled."));
      return Promise.resolve({ to: "/ui#jobs", sentence: `It is being ended: ${titleOf(name)}.` });
    }),
  );
  router.post(
    "/ui/accept-new-library",
    kit.action("/ui", async () => {
      await deps.acceptNewLibrary();
      return { to: "/ui", sentence: "Stash is taken as it is now, and copied anew." };
    }),
  );
  return router;
}
