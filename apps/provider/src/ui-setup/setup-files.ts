import type { Router } from "express";

import { setupScript } from "./setup-script.ts";
import { setupStyle } from "./setup-style.ts";

/** What the pages of the set-up load beside the files of all pages. They hold nothing of anybody. */
export function addSetupFiles(router: Router): void {
  router.get("/ui/setup/style.css", (_request, response) => {
    response.setHeader("Cache-Control", "max-age=300");
    response.type("css").send(setupStyle);
  });
  router.get("/ui/setup/script.js", (_request, response) => {
    response.setHeader("Cache-Control", "max-age=300");
    response.type("js").send(setupScript);
  });
}
