import { Router } from "express";

import { pageStyle } from "./page-style.ts";

/** What every page loads, also those of trouble and of the setup: the style sheet. */
export function createPageFiles(): Router {
  const router = Router();
  router.get("/ui/style.css", (_request, response) => {
    response.setHeader("Cache-Control", "max-age=3600");
    response.type("css").send(pageStyle);
  });
  return router;
}
