import { errorMessage } from "@stash2plex/shared/error-message";
import { type Request, type RequestHandler, type Response, urlencoded } from "express";

import { isForeign } from "../admin/guards.ts";
import { FORM_TOKEN, type FormTokens } from "./form-token.ts";
import { type Html, html } from "./html.ts";
import type { Notices } from "./notices.ts";
import { pageFrame, type PageFrame } from "./page-frame.ts";
import { sendPage } from "./page-headers.ts";
import { isTrustedViewer, viewerOf } from "./viewer.ts";

/** Who looks at a page, and how they asked for it. */
export interface Visit {
  readonly request: Request;
  /** The first of each; texts of any kind. */
  readonly query: URLSearchParams;
  /** Whether file names and secrets may be shown, and actions offered. */
  readonly trusted: boolean;
  /** Whether signing in would make the viewer trusted. */
  readonly canSignIn: boolean;
  /** For every form of this page. */
  readonly formToken: string;
  /** Epoch ms. */
  readonly now: number;
}

/** A page before it is put into its frame. */
export interface Page extends Omit<PageFrame, "headline" | "notice" | "current"> {
  readonly current: NonNullable<PageFrame["current"]> | null;
  readonly headline?: Html;
  /** 200 unless said. */
  readonly status?: number;
}

/** A form as it was sent: anything may come. */
export type Form = URLSearchParams;

/** Where an action leads, and what became of it. */
export interface ActionEnd {
  readonly to: string;
  readonly sentence: string;
  /** `good` unless said. */
  readonly tone?: "good" | "bad";
}

/** How every page is shown and every form is taken. */
export interface PageKit {
  page(make: (visit: Visit) => Page | Promise<Page>): RequestHandler;
  /**
   * Only for trusted viewers, with a form of ours. A rejection becomes a sentence on the page it came from.
   * @param back the page to go to then
   */
  action(back: string, act: (form: Form, visit: Visit) => Promise<ActionEnd>): RequestHandler[];
  /** An action for who is not trusted yet: signing in. */
  openAction(act: (form: Form, request: Request, response: Response) => void): RequestHandler[];
  refuse(request: Request, response: Response, refusal: Refusal): void;
}

export interface Refusal {
  readonly status: number;
  readonly title: string;
  readonly sentence: string;
  readonly back?: { readonly to: string; readonly label: string };
}

export interface PageKitDeps {
  readonly version: string;
  readonly apiToken: string | null;
  readonly tokens: FormTokens;
  readonly notices: Notices;
  readonly now: () => number;
}

const toOverview = { to: "/ui", label: "To the overview" } as const;

const foreign: Refusal = {
  status: 403,
  title: "This came from another site",
  sentence: "This action was sent by a page of another site. Nothing was done.",
  back: toOverview,
};
const stale: Refusal = {
  status: 403,
  title: "This page has expired",
  sentence:
    "The form was not one that this program gave to you, or it is from before its last start. Nothing was done: open the page again, and repeat it there.",
  back: toOverview,
};
const untrusted: Refusal = {
  status: 401,
  title: "Sign in first",
  sentence:
    "Actions are for those who have signed in with API_TOKEN, or without one for those in the own network. Nothing was done.",
  back: { to: "/ui#sign-in", label: "To the overview, to sign in" },
};

const queryOf = ({ originalUrl }: Request): URLSearchParams => {
  const at = originalUrl.indexOf("?");
  return new URLSearchParams(at === -1 ? "" : originalUrl.slice(at + 1));
};

const parseForm = urlencoded({ extended: false, limit: "64kb", parameterLimit: 200 });

function formOf(request: Request): Form {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries((request.body ?? {}) as Record<string, unknown>)) {
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    for (const one of values) if (typeof one === "string") form.append(name, one);
  }
  return form;
}

/** `path` with the id of a notice behind it. */
function withNotice(path: string, id: string): string {
  const [whole = "", fragment] = path.split("#", 2);
  const joint = whole.includes("?") ? "&" : "?";
  return `${whole}${joint}said=${id}${fragment === undefined ? "" : `#${fragment}`}`;
}

export function createPageKit(deps: PageKitDeps): PageKit {
  const { version, apiToken, tokens, notices } = deps;
  const plain = html`<span class="soft">${version}</span>`;

  const visitOf = (request: Request): Visit => ({
    request,
    query: queryOf(request),
    trusted: isTrustedViewer(request, apiToken),
    canSignIn: apiToken !== null,
    formToken: tokens.issue(viewerOf(request, apiToken)),
    now: deps.now(),
  });
  const send = (request: Request, response: Response, { status, ...page }: Page): void => {
    const notice = notices.take(queryOf(request).get("said") ?? "");
    sendPage(response, pageFrame({ headline: plain, ...page, notice }), status);
  };
  const refuse: PageKit["refuse"] = (request, response, refusal) => {
    const { status, title, sentence, back = toOverview } = refusal;
    const body = html`<h1>${title}</h1>
      <section>
        <p>${sentence}</p>
        <p><a href="${back.to}">${back.label}</a></p>
      </section>`;
    send(request, response, { title: `${title} - Stash2Plex`, current: null, body, status });
  };
  const guard: RequestHandler = (request, response, next) => {
    const given = formOf(request).get(FORM_TOKEN) ?? "";
    if (isForeign(request)) refuse(request, response, foreign);
    else if (!tokens.isGenuine(given, viewerOf(request, apiToken)))
      refuse(request, response, stale);
    else next();
  };
  const onlyTrusted: RequestHandler = (request, response, next) => {
    if (isTrustedViewer(request, apiToken)) next();
    else refuse(request, response, untrusted);
  };

  return {
    page: (make) => async (request, response) =>
      send(request, response, await make(visitOf(request))),
    action: (back, act) => [
      onlyTrusted,
      parseForm,
      guard,
      async (request, response) => {
        const end = await act(formOf(request), visitOf(request)).catch(
          (error: unknown): ActionEnd => ({ to: back, sentence: errorMessage(error), tone: "bad" }),
        );
        const { to, sentence, tone = "good" } = end;
        response.redirect(303, withNotice(to, notices.leave({ tone, sentence })));
      },
    ],
    openAction: (act) => [
      parseForm,
      guard,
      (request, response) => act(formOf(request), request, response),
    ],
    refuse,
  };
}
