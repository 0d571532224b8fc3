import type { Request, Response } from "express";

import type { FailureLimit } from "../admin/token.ts";
import { FORM_TOKEN } from "../ui/form-token.ts";
import { sendPage } from "../ui/page-headers.ts";
import { isTrustedViewer } from "../ui/viewer.ts";
import { type ByHand, codePage, refusedPage, strangeFormPage } from "./code-page.ts";
import { fieldOf, type Form, formOf } from "./form.ts";
import type { OneTimeCode } from "./one-time-code.ts";
import type { SetupSessions } from "./sessions.ts";
import type { FrameContext } from "./setup-frame.ts";
import { reachedSteps } from "./steps.ts";
import type { Visit } from "./visit.ts";

/** Who comes in, and how. Nobody else sees or does anything. */
export interface Entrance {
  /** What somebody with a session asks for. Null: it has been answered, with the way in or a refusal. */
  visit(request: Request, response: Response, form: Form): Visit | null;
  takeCode(request: Request, response: Response): void;
}

export interface EntranceDeps {
  readonly code: OneTimeCode;
  readonly sessions: SetupSessions;
  readonly failureLimit: FailureLimit;
  readonly version: string;
  readonly byHand: ByHand;
  /** Null while nothing is set up. */
  readonly running: () => { readonly apiToken: string | null } | null;
}

const WRONG = "That is not the code. After ten wrong ones another is printed in the log.";
const TOO_MANY = "Too many wrong codes from this address. Try again in a minute.";
const ENDED = "Your visit has ended. Enter the code that is in the log now, and begin again.";

export function createEntrance(deps: EntranceDeps): Entrance {
  const { code, sessions, failureLimit } = deps;
  const contextOf = (request: Request, response: Response): FrameContext => {
    const { token, cookie } = sessions.formToken(request);
    if (cookie !== null) response.append("Set-Cookie", cookie);
    return { version: deps.version, formToken: token, reached: [] };
  };
  const isChange = ({ method }: Request): boolean => method !== "GET" && method !== "HEAD";

  /** Whether this viewer may come in at all; a refusal has been sent otherwise. */
  const mayEnter = (request: Request, response: Response): boolean => {
    const running = deps.running();
    if (running === null || isTrustedViewer(request, running.apiToken)) return true;
    const page = refusedPage(contextOf(request, response), running.apiToken !== null);
    sendPage(response, page, 403);
    return false;
  };
  const askForCode = (
    request: Request,
    response: Response,
    problem: string | null,
    status: number,
  ): void => {
    code.offer();
    const byHand = deps.running() === null ? deps.byHand : null;
    sendPage(response, codePage(contextOf(request, response), { problem, byHand }), status);
  };
  const comeIn = (response: Response): void => {
    response.append("Set-Cookie", sessions.open().cookie);
    response.redirect(303, "/ui/setup");
  };
  const showWayIn = (request: Request, response: Response): void => {
    if (!mayEnter(request, response)) return;
    // With API_TOKEN the viewer has signed in: the code would say no more.
    if ((deps.running()?.apiToken ?? null) !== null) comeIn(response);
    else if (isChange(request)) askForCode(request, response, ENDED, 403);
    else if (request.path === "/ui/setup") askForCode(request, response, null, 200);
    else response.redirect(303, "/ui/setup");
  };
  const isOurForm = (request: Request, response: Response, form: Form): boolean => {
    if (sessions.isFormToken(request, fieldOf(form, FORM_TOKEN))) return true;
    sendPage(response, strangeFormPage(contextOf(request, response)), 403);
    return false;
  };
  return {
    visit: (request, response, form) => {
      const session = sessions.of(request);
      if (session === null) {
        showWayIn(request, response);
        return null;
      }
      if (isChange(request) && !isOurForm(request, response, form)) return null;
      const { draft } = session;
      const context = { ...contextOf(request, response), reached: reachedSteps(draft) };
      return { request, response, draft, form, context };
    },
    takeCode: (request, response) => {
      const form = formOf(request.body);
      if (!mayEnter(request, response) || !isOurForm(request, response, form)) return;
      const address = request.socket.remoteAddress ?? "";
      if (failureLimit.isBlocked(address)) askForCode(request, response, TOO_MANY, 429);
      else if (code.accept(fieldOf(form, "code"))) comeIn(response);
      else {
        failureLimit.failed(address);
        askForCode(request, response, WRONG, 403);
      }
    },
  };
}
