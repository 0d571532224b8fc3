import type { PictureRef } from "@stash2plex/shared/item";
import { type Request, type Response, Router } from "express";

import { sendProblem } from "../json-errors.ts";
import { type PictureKey, pictureOfPath } from "../picture-url.ts";
import type { Artwork, PictureAnswer } from "./artwork.ts";
import { etagOf } from "./kept-file.ts";
import { isVersioned } from "./picture-version.ts";

type Problem = Exclude<PictureAnswer["kind"], "picture">;

interface ProblemAnswer {
  readonly status: number;
  readonly cacheControl: string;
  readonly retryAfterSeconds?: number;
  readonly message: string;
}

const problems: Readonly<Record<Problem, ProblemAnswer>> = {
  absent: {
    status: 404,
    cacheControl: "public, max-age=60",
    message: "Stash has no such picture.",
  },
  broken: {
    status: 502,
    cacheControl: "public, max-age=60",
    message: "Stash has a picture here that cannot be read. Give it another one there.",
  },
  busy: {
    status: 503,
    cacheControl: "no-store",
    retryAfterSeconds: 5,
    message: "Too many pictures are being made at the moment. Ask again in a few seconds.",
  },
  unavailable: {
    status: 503,
    cacheControl: "no-store",
    retryAfterSeconds: 30,
    message: "Stash does not give this picture at the moment. The log says why.",
  },
};

function answerProblem(response: Response, problem: Problem): void {
  const { status, cacheControl, retryAfterSeconds, message } = problems[problem];
  response.set("Cache-Control", cacheControl);
  if (retryAfterSeconds !== undefined) response.set("Retry-After", String(retryAfterSeconds));
  sendProblem(response, status, message);
}

const isPng = (bytes: Uint8Array): boolean => bytes[0] === 0x89;

/** `If-None-Match` compares weakly; a "no-cache" beside it asks caches on the way, not us. */
function isKnown(request: Request, etag: string): boolean {
  const tags = (request.headers["if-none-match"] ?? "").split(",").map((tag) => tag.trim());
  return tags.some((tag) => tag === "*" || tag.replace(/^W\//, "") === etag);
}

function answerPicture(
  request: Request,
  response: Response,
  ref: PictureRef,
  bytes: Uint8Array,
): void {
  const etag = etagOf(bytes);
  response.set({
    "Cache-Control": isVersioned(ref)
      ? "public, max-age=31536000, immutable"
      : "public, max-age=300",
    ETag: etag,
  });
  if (isKnown(request, etag)) {
    response.status(304).end();
    return;
  }
  response.set({
    "Content-Type": isPng(bytes) ? "image/png" : "image/jpeg",
    "Content-Length": String(bytes.length),
  });
  response.end(request.method === "HEAD" ? undefined : bytes);
}

/** `GET` and `HEAD` of `/images/...`; everything else is left to the routes behind. */
export function createPictureRoutes(artwork: Pick<Artwork, "picture">, key: PictureKey): Router {
  const router = Router();
  router.use("/images", async (request, response) => {
    // Plex Web and TV apps show pictures on pages of another origin.
    response.set({
      "X-Content-Type-Options": "nosniff",
      "Cross-Origin-Resource-Policy": "cross-origin",
    });
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.set("Allow", "GET, HEAD");
      sendProblem(response, 405, "Pictures can only be fetched: use GET or HEAD.");
      return;
    }
    const ref = pictureOfPath(request.baseUrl + request.path, key);
    if (ref === null) {
      sendProblem(response, 404, "There is no picture at this address.");
      return;
    }
    const answer = await artwork.picture(ref);
    if (answer.kind === "picture") answerPicture(request, response, ref, answer.bytes);
    else answerProblem(response, answer.kind);
  });
  return router;
}
