import type { PictureRef } from "@stash2plex/shared/item";
import { type Request, type Response, Router } from "express";

import { sendProblem } from "../json-errors.ts";
import { type PictureKey, pictureOfPath } from "../picture-url.ts";
import type { Artwork, PictureAnswer } from "./artwork.ts";
import { etagOf } from "./kept-file.ts";
import { type CurrentPicture, currentPicture, type PictureLibrary } from "./picture-library.ts";

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
  lasts: boolean,
  bytes: Uint8Array,
): void {
  const etag = etagOf(bytes);
  response.set({
    "Cache-Control": lasts ? "public, max-age=31536000, immutable" : "public, max-age=300",
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

export interface PictureRoutesDeps {
  readonly artwork: Pick<Artwork, "picture" | "kept">;
  readonly library: PictureLibrary;
  readonly key: PictureKey;
}

/** The current picture; where that is not to be had, the one that was asked for, if it was made before. */
async function findPicture(
  { artwork, library }: PictureRoutesDeps,
  asked: PictureRef,
  { ref }: CurrentPicture,
): Promise<PictureAnswer> {
  const answer =
    library.state() === "frozen"
      ? ((await artwork.kept(ref)) ?? { kind: "unavailable" as const })
      : await artwork.picture(ref);
  return answer.kind === "unavailable" ? ((await artwork.kept(asked)) ?? answer) : answer;
}

/** `GET` and `HEAD` of `/images/...`; everything else is left to the routes behind. */
export function createPictureRoutes(deps: PictureRoutesDeps): Router {
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
    const asked = pictureOfPath(request.baseUrl + request.path, deps.key);
    if (asked === null) {
      sendProblem(response, 404, "There is no picture at this address.");
      return;
    }
    const current = currentPicture(asked, deps.library);
    if (current === null) {
      answerProblem(response, "absent");
      return;
    }
    const answer = await findPicture(deps, asked, current);
    if (answer.kind === "picture") answerPicture(request, response, current.lasts, answer.bytes);
    else answerProblem(response, answer.kind);
  });
  return router;
}
