import { html } from "../ui/html.ts";
import { forgetFrom, foundBy } from "./draft.ts";
import { fieldOf, isTicked } from "./form.ts";
import { originOf, secretFor } from "./kept-secret.ts";
import { readAddress } from "./server-address.ts";
import { serverFields } from "./server-form.ts";
import { problemBox, setupForm, setupFrame } from "./setup-frame.ts";
import { sendPage } from "../ui/page-headers.ts";
import { ask, failureOf, type StepDeps, type StepRouter, type Visit } from "./visit.ts";
import { waitFor } from "./waiting.ts";

const EXAMPLE = "http://192.168.1.10:9999";

function stashPage({ draft, context }: Visit, deps: StepDeps, problem: string | null): string {
  const found = foundBy(draft.tasks.stash);
  const { inContainer } = deps.own();
  const body = html`<section aria-labelledby="step" class="setup-narrow">
    <h2 id="step">Where is Stash?</h2>
    ${problemBox(problem)}
    ${
      found &&
      html`<p class="good">Stash ${found.version} answers: ${found.scenes} scenes.</p>
        <p><a href="/ui/setup/plex">Go on with Plex</a>, or enter another Stash.</p>`
    }
    ${setupForm(
      context,
      "stash",
      html`${serverFields({
          address: draft.stash.address,
          example: EXAMPLE,
          addressHint: html`As this program reaches
          it${
            inContainer
              ? html`: the name of its container in the same network, or the network address of its
                  machine. <code>localhost</code> would be this container itself.`
              : "."
          }`,
          secretLabel: "API key",
          secretHint: html`From Stash: Settings, Security, API Key. Leave it empty if Stash asks for
          no password.`,
          isKept: draft.stash.secret !== null,
        })}
        <div class="setup-actions"><button class="setup-main">Check and go on</button></div>`,
    )}
  </section>`;
  return setupFrame({ context, title: "Where is Stash?", step: "stash", body });
}

function takeStash(visit: Visit, deps: StepDeps): string | null {
  const { draft, form } = visit;
  const entered = fieldOf(form, "secret");
  deps.secrets.add(entered);
  draft.stash.address = fieldOf(form, "address");
  if (entered !== "") draft.stash.secret = { value: entered, origin: null };
  else if (isTicked(form, "forget")) draft.stash.secret = null;
  const read = readAddress(draft.stash.address, EXAMPLE);
  forgetFrom(draft, "stash");
  if (!read.ok) return read.sentence;
  const { address } = read;
  draft.stash.address = address;
  const secret = secretFor(address, "", draft.stash.secret);
  const choice = { url: address, apiKey: secret?.value ?? null };
  draft.tasks.stash = ask(deps, "Stash", 20, async (signal) => {
    const found = await deps.setup.checkStash(choice, signal);
    if (secret !== null) draft.stash.secret = { ...secret, origin: originOf(address) };
    return found;
  });
  return null;
}

/** Where Stash is. */
export function addStashStep(router: StepRouter, deps: StepDeps): void {
  router.get("stash", (visit) => {
    const problem = failureOf(visit.draft.tasks.stash, deps.secrets);
    sendPage(visit.response, stashPage(visit, deps, problem));
  });
  router.post("stash", async (visit) => {
    const problem = takeStash(visit, deps);
    if (problem === null) await waitFor(visit, "stash");
    else sendPage(visit.response, stashPage(visit, deps, problem), 422);
  });
}
