import compression from "compression";
import { type Request, Router, urlencoded } from "express";

import { sendProblem } from "../json-errors.ts";
import { callerAddress } from "../plex-routes/caller-address.ts";
import { registrationUrl, type RegistrationUrl } from "../registration-urls.ts";
import { refuseForeignPages } from "../admin/guards.ts";
import { overviewPage } from "./overview-page.ts";
import { createPageFiles } from "./page-files.ts";
import { pageHeaders, sendPage } from "./page-headers.ts";
import type { RequestJournal } from "../admin/request-journal.ts";
import { statusReport, type StatusSource } from "../admin/status-report.ts";
import { type FailureLimit, isSameSecret } from "../admin/token.ts";
import { isTrustedViewer, sessionCookie } from "./viewer.ts";

export interface UiDeps {
  readonly source: StatusSource;
  readonly journal: RequestJournal;
  readonly failureLimit: FailureLimit;
  readonly apiToken: string | null;
  readonly publicUrl: string | null;
  readonly providerSecret: string | null;
  readonly inContainer: boolean;
  readonly registrationUrls: () => readonly RegistrationUrl[];
  readonly acceptNewLibrary: () => Promise<void>;
  readonly now: () => number;
}

const SHOWN_REQUESTS = 50;

/** `/ui`: the page for people. */
export function createUiRoutes(deps: UiDeps): Router {
  const router = Router();
  router.use("/ui", compression(), pageHeaders, refuseForeignPages);
  router.use(createPageFiles());
  router.get("/ui", (request, response) => sendPage(response, overviewFor(request, deps)));
  router.post("/ui/sign-in", urlencoded({ extended: false, limit: "4kb" }), (request, response) => {
    const address = request.socket.remoteAddress ?? "";
    const form = (request.body ?? {}) as Readonly<Record<string, unknown>>;
    const isRight =
      deps.apiToken !== null &&
      typeof form.token === "string" &&
      isSameSecret(form.token, deps.apiToken);
    if (deps.failureLimit.isBlocked(address)) {
      sendProblem(response, 429, "Too many wrong tokens from this address. Try again in a minute.");
    } else if (isRight) {
      response.setHeader("Set-Cookie", sessionCookie(deps.apiToken));
      response.redirect(303, "/ui");
    } else {
      deps.failureLimit.failed(address);
      sendProblem(response, 401, "That is not the API_TOKEN.");
    }
  });
  router.post("/ui/accept-new-library", async (request, response) => {
    if (!isTrustedViewer(request, deps.apiToken)) {
      sendProblem(response, 401, "Sign in on /ui first.");
      return;
    }
    await deps.acceptNewLibrary();
    response.redirect(303, "/ui");
  });
  return router;
}

function overviewFor(request: Request, deps: UiDeps): string {
  const trusted = isTrustedViewer(request, deps.apiToken);
  const base = callerAddress(request, deps.publicUrl);
  return overviewPage({
    report: statusReport(deps.source),
    now: deps.now(),
    here: registrationUrl(base, deps.providerSecret, deps.inContainer),
    others: deps.registrationUrls(),
    requests: deps.journal.latest(SHOWN_REQUESTS),
    trusted,
    canSignIn: deps.apiToken !== null,
  });
}
