import { Router } from "express";

import { type FailureLimit, isSameSecret } from "../admin/token.ts";
import { pageNames } from "./page-frame.ts";
import type { Form, PageKit, Refusal } from "./page-kit.ts";
import { sessionCookie } from "./viewer.ts";

const again = { to: "/ui#sign-in", label: "Try again" } as const;
const wrong: Refusal = {
  status: 401,
  title: "Not signed in",
  sentence: "That is not the API_TOKEN.",
  back: again,
};
const tooMany: Refusal = {
  status: 429,
  title: "Not signed in",
  sentence: "Too many wrong tokens from this address. Try again in a minute.",
  back: again,
};

/** Back to the page that asked for it, if that is one of ours. */
const targetOf = (form: Form): string =>
  Object.keys(pageNames).find((path) => path === form.get("to")) ?? "/ui";

/** `POST /ui/sign-in`: gives a cookie for the API_TOKEN. */
export function createSignInRoute(
  kit: PageKit,
  deps: { readonly apiToken: string | null; readonly failureLimit: FailureLimit },
): Router {
  const router = Router();
  const { apiToken, failureLimit } = deps;
  router.post(
    "/ui/sign-in",
    kit.openAction((form, request, response) => {
      const address = request.socket.remoteAddress ?? "";
      if (failureLimit.isBlocked(address)) {
        kit.refuse(request, response, tooMany);
      } else if (apiToken !== null && isSameSecret(form.get("token") ?? "", apiToken)) {
        response.setHeader("Set-Cookie", sessionCookie(apiToken));
        response.redirect(303, targetOf(form));
      } else {
        failureLimit.failed(address);
        kit.refuse(request, response, wrong);
      }
    }),
  );
  return router;
}
