import express, { type Express, type Router } from "express";

import { createErrorHandler, notFound } from "./json-errors.ts";
import { createPlexRouter, type PlexRouterDeps } from "./plex-routes/plex-router.ts";

export interface AppDeps {
  readonly plex: PlexRouterDeps;
  /** Routes for people and programs; mounted behind those of Plex. */
  readonly admin: Router;
  /** The picture route; it sees the whole path. */
  readonly pictures: Router;
  /** The set-up in the browser; absent where the settings are not ours to write. */
  readonly setup?: Router;
}

/** The whole program as an Express app. It never listens: see serve.ts. */
export function buildApp(deps: AppDeps): Express {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.set("query parser", "simple");
  app.use(createPlexRouter(deps.plex));
  app.use(deps.pictures);
  if (deps.setup !== undefined) app.use(deps.setup);
  app.use(deps.admin);
  app.use(notFound);
  app.use(createErrorHandler(deps.plex.logger));
  return app;
}
