import { type Response, Router } from "express";

import { pageAssets, type PageAsset } from "./page-assets.ts";

function send(response: Response, { text }: PageAsset, type: string): void {
  response.setHeader("Cache-Control", "max-age=3600");
  response.type(type).send(text);
}

/** What every page loads, also those of trouble and of the setup: style sheet, script and icon. */
export function createPageFiles(): Router {
  const router = Router();
  const { style, script, icon } = pageAssets();
  router.get(style.path, (_request, response) => send(response, style, "css"));
  router.get(script.path, (_request, response) => send(response, script, "js"));
  router.get(icon.path, (_request, response) => send(response, icon, "svg"));
  return router;
}
