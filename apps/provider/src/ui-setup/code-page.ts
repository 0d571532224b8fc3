import { type Html, html } from "../ui/html.ts";
import { type FrameContext, problemBox, setupForm, setupFrame } from "./setup-frame.ts";

/** How to do without this page, while nothing is set up. */
export interface ByHand {
  /** The settings file that would be read. */
  readonly file: string;
  /** Whether this is the container image. */
  readonly image: boolean;
}

function byHandHelp({ file, image }: ByHand): Html {
  const compose = `services:
  stash2plex:
    environment:
      STASH_URL: http://192.168.1.10:9999
      STASH_API_KEY: the key from Stash, Settings, Security`;
  const command = "STASH_URL=http://localhost:9999 stash2plex serve";
  return html`<details>
    <summary>Or set it up without this page</summary>
    <p>
      In a terminal: <code>${image ? "docker exec -it stash2plex " : ""}stash2plex setup</code>.
    </p>
    <p>By settings: at least <code>STASH_URL</code>, then restart.</p>
    <pre class="scroll" tabindex="0"><code>${image ? compose : command}</code></pre>
    <p>Or write <code>stashUrl: http://...</code> into <code>${file}</code>.</p>
    ${image ? null : html`<p>To see how it works without a Stash: <code>stash2plex demo</code>.</p>`}
  </details>`;
}

/** Where somebody shows that the log can be read by them. */
export function codePage(
  context: FrameContext,
  { problem, byHand }: { readonly problem: string | null; readonly byHand: ByHand | null },
): string {
  const body = html`<section aria-labelledby="code-title" class="setup-narrow">
    <h2 id="code-title">Set up Stash2Plex</h2>
    ${problemBox(problem)}
    <p>
      A one-time code was printed in the log of this program. It keeps others on your network from
      setting up what is yours.
    </p>
    ${setupForm(
      context,
      "code",
      html`<label for="code">Code from the log</label>
        <input
          id="code"
          name="code"
          class="setup-code"
          required
          autofocus
          autocomplete="off"
          autocapitalize="characters"
          spellcheck="false"
          maxlength="20"
          placeholder="ABCD-2345"
        />
        <div class="setup-actions"><button class="setup-main">Begin</button></div>`,
    )}
    <details>
      <summary>Where is the log?</summary>
      <p>
        In Docker: <code>docker logs stash2plex</code>, or the log of the container on the page of
        your NAS. Elsewhere: the terminal in which it was started.
      </p>
    </details>
    ${byHand !== null && byHandHelp(byHand)}
  </section>`;
  return setupFrame({ context, title: "Set up", step: null, body });
}

/** Shown instead of the set-up to those who may not begin one. */
export function refusedPage(context: FrameContext, hasToken: boolean): string {
  const body = html`<section class="setup-narrow">
    <h2>Sign in first</h2>
    ${
      hasToken
        ? html`<p>
            <code>API_TOKEN</code> is set: <a href="/ui">sign in with it</a>, then open this page
            again.
          </p>`
        : html`<p>
            This page opens only to browsers in the same network that come straight to this program.
            Set <code>API_TOKEN</code> to sign in from elsewhere.
          </p>`
    }
  </section>`;
  return setupFrame({ context, title: "Sign in first", step: null, body });
}

export function strangeFormPage(context: FrameContext): string {
  const body = html`<section class="setup-narrow">
    <h2>This form is no longer valid</h2>
    <p>It is from another visit, or was not made by this page. Nothing was done with it.</p>
    <p><a href="/ui/setup">Open the set-up again</a></p>
  </section>`;
  return setupFrame({ context, title: "Form no longer valid", step: null, body });
}
