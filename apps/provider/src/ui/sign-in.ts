import { tokenField } from "./form.ts";
import { type Html, html } from "./html.ts";
import type { Visit } from "./page-kit.ts";

/** Shown to who may not see everything: how to get there. */
export function signInSection(visit: Visit): Html | null {
  if (visit.trusted) return null;
  if (!visit.canSignIn) {
    return html`<section>
      <p class="soft">
        File names, addresses and actions are shown only in the own network, or after signing in:
        set
        <code>API_TOKEN</code> for that.
      </p>
    </section>`;
  }
  return html`<section aria-labelledby="sign-in">
    <h2 id="sign-in">Sign in</h2>
    <p class="soft">
      File names, addresses and actions are shown to those who know <code>API_TOKEN</code>.
    </p>
    <form method="post" action="/ui/sign-in" class="fields">
      ${tokenField(visit)}
      <input type="hidden" name="to" value="${visit.request.path}" />
      <p>
        <label for="token">API_TOKEN</label>
        <input id="token" name="token" type="password" autocomplete="current-password" required />
      </p>
      <button class="main">Show everything</button>
    </form>
  </section>`;
}
