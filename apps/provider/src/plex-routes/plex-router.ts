import { createHash, timingSafeEqual } from "node:crypto";

import { MATCH_KEY, METADATA_KEY, providerRoot } from "@stash2plex/shared/plex";
import { type RequestHandler, Router } from "express";

import { createMatchRoute, type MatchRouteDeps } from "./match-route.ts";
import { createEmptyListRoute, createMetadataRoute } from "./metadata-route.ts";
import { answer, type PlexAnswer, problem } from "./plex-answer.ts";
import { type PlexCall, plexRoute, type PlexRouteDeps, type PlexRouteName } from "./plex-route.ts";

export interface PlexRouterDeps extends MatchRouteDeps, PlexRouteDeps {
  readonly title: string;
  readonly version: string;
  /** First segment of every path of Plex, or null. */
  readonly providerSecret: string | null;
}

const wrongMethod =
  (allowed: string) =>
  (call: PlexCall): PlexAnswer => ({
    ...problem(405, "refused", `${call.request.method} is not possible here; ${allowed} is.`),
    headers: { Allow: allowed },
  });

const unknownRoute = (): PlexAnswer =>
  problem(
    404,
    "unknown-route",
    "There is nothing here. Was the address pasted into Plex complete?",
  );

function createRoutes(deps: PlexRouterDeps): Router {
  const router = Router({ caseSensitive: true });
  const route = (name: PlexRouteName, handler: Parameters<typeof plexRoute>[1]): RequestHandler =>
    plexRoute(name, handler, deps);
  const get = (
    path: string,
    name: PlexRouteName,
    handler: Parameters<typeof plexRoute>[1],
  ): void => {
    router
      .route(path)
      .get(route(name, handler))
      .all(route("other", wrongMethod("GET, HEAD")));
  };
  router
    .route(MATCH_KEY)
    .post(route("match", createMatchRoute(deps)))
    .all(route("other", wrongMethod("POST")));
  const item = `${METADATA_KEY}/:ratingKey`;
  get(item, "metadata", createMetadataRoute("metadata", deps));
  get(`${item}/images`, "images", createMetadataRoute("images", deps));
  const emptyList = createEmptyListRoute(deps.settings);
  for (const list of ["children", "grandchildren", "extras"] as const) {
    get(`${item}/${list}`, list, emptyList);
  }
  get("/", "root", () => {
    const { identifier } = deps.settings().item;
    return answer("served", providerRoot({ identifier, title: deps.title, version: deps.version }));
  });
  return router;
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Splits `/first/rest?query` after its first segment. */
function splitFirst(url: string): { readonly first: string; readonly rest: string } {
  const end = url.slice(1).search(/[/?]/);
  if (end === -1) return { first: url.slice(1), rest: "/" };
  const rest = url.slice(end + 1);
  return { first: url.slice(1, end + 1), rest: rest.startsWith("/") ? rest : `/${rest}` };
}

const isPlexPath = (url: string): boolean => /^\/(?:library(?:[/?]|$)|\?|$)/.test(url);

/**
 * What PMS calls. A URL registered with a slash at its end makes PMS ask for `//library/...`
 * (docs/reference/plex-contract.md, fact 6: keys are appended), so doubled slashes count as one. With a secret, all of
 * it lies below that segment, and nothing of it elsewhere.
 */
export function createPlexRouter(deps: PlexRouterDeps): RequestHandler {
  const routes = createRoutes(deps);
  const notFound = plexRoute("other", unknownRoute, deps);
  const malformed = plexRoute(
    "other",
    () => problem(400, "refused", "The address is malformed: a percent sign stands alone in it."),
    deps,
  );
  const expected = deps.providerSecret === null ? null : digest(deps.providerSecret);
  return (request, response, next) => {
    if (request.url.includes("//")) {
      const [path = "/", ...query] = request.url.split("?");
      request.url = [path.replaceAll(/\/{2,}/g, "/"), ...query].join("?");
    }
    const otherwise = (error?: unknown): void => {
      void (error === undefined ? notFound : malformed)(request, response, next);
    };
    if (expected === null) {
      if (isPlexPath(request.url)) routes(request, response, otherwise);
      else next();
      return;
    }
    const { first, rest } = splitFirst(request.url);
    if (timingSafeEqual(digest(first), expected)) {
      request.url = rest;
      routes(request, response, otherwise);
    } else if (isPlexPath(request.url)) otherwise();
    else next();
  };
}
