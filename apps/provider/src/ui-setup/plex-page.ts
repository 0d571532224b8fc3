import { html, type Html } from "../ui/html.ts";
import { foundBy } from "./draft.ts";
import type { PlexLoginState } from "./plex-login.ts";
import { serverFields } from "./server-form.ts";
import { problemBox, setupForm, setupFrame } from "./setup-frame.ts";
import type { Visit } from "./visit.ts";

export const PLEX_EXAMPLE = "http://192.168.1.10:32400";

function loginOffer({ context }: Visit): Html {
  return setupForm(
    context,
    "plex/login",
    html`<p>
        <strong>No token at hand?</strong> Log in with your Plex account: a page of plex.tv opens,
        you agree there, and the token comes by itself.
      </p>
      <div class="setup-actions"><button>Log in with Plex</button></div>`,
  );
}

function withoutOffer({ context }: Visit): Html {
  return setupForm(
    context,
    "plex/without",
    html`<p>
        <strong>Without Plex?</strong> Then this program answers Plex, but does not bring edits to
        it, and you add the provider in Plex by hand.
      </p>
      <div class="setup-actions"><button>Go on without Plex</button></div>`,
  );
}

/** Where Plex is, and by which of three ways it is entered. */
export function plexPage(visit: Visit, problem: string | null): string {
  const { draft, context } = visit;
  const found = foundBy(draft.tasks.plex);
  const hasAgreed = draft.login?.state().state === "agreed";
  const body = html`<section aria-labelledby="step" class="setup-narrow">
      <h2 id="step">Where is Plex?</h2>
      ${problemBox(problem)}
      ${
        found &&
        html`<p class="good">${found.name ?? "Plex"} answers, version ${found.version}.</p>
          <p><a href="/ui/setup/library">Go on with the library</a>, or enter another Plex.</p>`
      }
      ${
        hasAgreed && found === null
          ? html`<p class="good" role="status">
              Plex has given a token. Now enter the address of the server.
            </p>`
          : null
      }
      ${setupForm(
        context,
        "plex",
        html`${serverFields({
            address: draft.plex.address,
            example: PLEX_EXAMPLE,
            addressHint: html`Of the Plex Media Server, as this program reaches it.`,
            secretLabel: "Token",
            secretHint: html`The <code>X-Plex-Token</code> of the owner of the server. In Plex: Get
              Info of an item, View XML, at the end of the address.`,
            isKept: draft.plex.secret !== null,
          })}
          <div class="setup-actions"><button class="setup-main">Check and go on</button></div>`,
      )}
    </section>
    <section aria-label="Other ways" class="setup-narrow setup-ways">
      ${loginOffer(visit)} ${withoutOffer(visit)}
    </section>`;
  return setupFrame({ context, title: "Where is Plex?", step: "plex", body });
}

function waitingForPlex({ context }: Visit, authUrl: string, sentence: string | null): Html {
  return html`<section aria-labelledby="step" class="setup-narrow" data-poll>
    <h2 id="step">Log in with Plex</h2>
    ${problemBox(sentence)}
    <ol class="setup-todo">
      <li>
        <a class="setup-button" href="${authUrl}" target="_blank" rel="noopener noreferrer"
          >Open the page of plex.tv</a
        >
        <span class="soft">(a new tab)</span>
      </li>
      <li>Log in there as the owner of the server, and agree to Stash2Plex.</li>
      <li>Come back here: this page goes on by itself.</li>
    </ol>
    ${setupForm(
      context,
      "plex/login/look",
      html`<div class="setup-actions"><button class="setup-main">I have agreed</button></div>`,
    )}
    <p><a href="/ui/setup/plex">Back</a></p>
  </section>`;
}

/** The login by plex.tv, while somebody has to agree, or after it failed. */
export function loginPage(visit: Visit, login: PlexLoginState): string {
  const { context } = visit;
  const frame = { context, title: "Log in with Plex", step: "plex" } as const;
  if (login.state === "waiting") {
    const body = waitingForPlex(visit, login.authUrl, login.sentence);
    return setupFrame({ ...frame, body, refreshSeconds: 5 });
  }
  if (login.state === "asking") {
    const body = html`<section aria-labelledby="step" class="setup-narrow" data-poll>
      <h2 id="step">Asking plex.tv for a login</h2>
      <progress aria-labelledby="step"></progress>
    </section>`;
    return setupFrame({ ...frame, body, refreshSeconds: 2 });
  }
  const sentence = login.state === "failed" ? login.sentence : null;
  const body = html`<section aria-labelledby="step" class="setup-narrow">
    <h2 id="step">Log in with Plex</h2>
    ${problemBox(sentence)}
    ${setupForm(
      context,
      "plex/login",
      html`<div class="setup-actions"><button class="setup-main">Begin again</button></div>`,
    )}
    <p><a href="/ui/setup/plex">Back: paste a token instead</a></p>
  </section>`;
  return setupFrame({ ...frame, body });
}
