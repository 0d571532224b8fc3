import { Router } from "express";

import { sendProblem } from "../json-errors.ts";

/** What the package manager of Stash asks for, and nothing else of the folder. */
const PACKAGE_FILE = /^(?:index\.yml|[A-Za-z0-9]+\.zip)$/;

const MISSING =
  'This build has no packages of the plugin. In a source checkout "pnpm package:plugin" makes them; the image has them.';

/**
 * `/plugin/`: the packages of the plugin, so that Stash installs and updates it from the very provider that it speaks
 * with. Stash can send no token there, and nothing in them is secret.
 */
export function createPackageRoutes(folder: string): Router {
  const router = Router();
  router.get("/plugin/:file", (request, response, next) => {
    const { file } = request.params;
    if (!PACKAGE_FILE.test(file)) {
      next();
      return;
    }
    // Stash keeps an index as long as its date of change stays (docs/reference/stash.md, 4.12).
    const options = { root: folder, dotfiles: "deny", cacheControl: false } as const;
    response.setHeader("Cache-Control", "no-cache");
    response.sendFile(file, options, (error) => {
      if (error === undefined || response.headersSent) return;
      response.removeHeader("Cache-Control");
      sendProblem(response, 404, MISSING);
    });
  });
  return router;
}
