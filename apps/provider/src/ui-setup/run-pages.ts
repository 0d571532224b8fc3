import type { SetupStep } from "../setup/setup.ts";
import { html, type Html } from "../ui/html.ts";
import type { RunState } from "./run.ts";
import { problemBox, setupForm, setupFrame } from "./setup-frame.ts";
import type { SecretKeeper, Visit } from "./visit.ts";

const stateWords: Readonly<Record<SetupStep["state"], readonly [word: string, tone: string]>> = {
  "to-do": ["to do", "soft"],
  running: ["at work", "warn"],
  done: ["done", "good"],
  "as-it-was": ["done before", "good"],
  skipped: ["left out", "soft"],
  failed: ["failed", "bad"],
};

function stepRow({ sentence, state, result }: SetupStep, redact: SecretKeeper["redact"]): Html {
  const [word, tone] = stateWords[state];
  return html`<li>
    <span class="state ${tone}">${word}</span>
    <div>
      <p>${redact(sentence)}</p>
      ${result !== null && html`<p class="${state === "failed" ? "bad" : "soft"}">${redact(result)}</p>`}
    </div>
  </li>`;
}

function stepList(steps: readonly SetupStep[], { redact }: SecretKeeper): Html {
  return html`<ol class="setup-plan">
    ${steps.map((step) => stepRow(step, redact))}
  </ol>`;
}

/** Everything that will be done, before it is. */
export function summaryPage(
  { context }: Visit,
  planned: readonly SetupStep[],
  secrets: SecretKeeper,
): string {
  const body = html`<section aria-labelledby="step">
    <h2 id="step">This will be done</h2>
    <p>Nothing was written so far. What is done already is passed by.</p>
    ${stepList(planned, secrets)}
    ${setupForm(
      context,
      "run",
      html`<div class="setup-actions">
        <button class="setup-main">Do it</button>
        <a class="setup-button" href="/ui/setup/choices">Back</a>
      </div>`,
    )}
  </section>`;
  return setupFrame({ context, title: "Summary", step: "summary", body });
}

const leftWords: Readonly<Record<RunState["left"], string>> = {
  nothing:
    "Everything is set up. New files and edits in Stash reach Plex by themselves from now on.",
  library:
    "This side is set up. Now make a new library of films in Plex that uses the agent of this provider, and scan it.",
  everything:
    "This side is set up. Now add the provider in Plex: the overview has the address to paste, and says where.",
};

function outcome({ steps, problem, left }: RunState): Html {
  const failed = steps.filter(({ state }) => state === "failed").length;
  if (problem === null && failed === 0) {
    return html`<p class="good" role="status">${leftWords[left]}</p>`;
  }
  return html`<p class="bad" role="status">
    ${
      failed === 0
        ? "Not everything could be done."
        : `${failed} ${failed === 1 ? "step" : "steps"} failed; the sentence says what to do.`
    }
    What is done stays done: going through it again goes on from there.
  </p>`;
}

function afterwards(state: RunState): Html {
  const isWhole = state.problem === null && state.steps.every((step) => step.state !== "failed");
  return html`<div class="setup-actions">
    ${
      isWhole
        ? html`<a class="setup-button setup-main" href="/ui">Open the overview</a>
            <a class="setup-button" href="/ui/gaps">What differs</a>`
        : html`<a class="setup-button setup-main" href="/ui/setup/summary">Try again</a>
            <a class="setup-button" href="/ui">Open the overview</a>`
    }
    <a class="setup-button" href="/ui/setup/choices">Back to the choices</a>
  </div>`;
}

/** The doing, as far as it is. */
export function runPage(visit: Visit, state: RunState, secrets: SecretKeeper): string {
  const { context } = visit;
  const { steps, isOver, problem } = state;
  const title = isOver ? "Set-up" : "Setting up";
  const body = html`<section aria-labelledby="step" ${!isOver && html`data-poll aria-busy="true"`}>
    <h2 id="step">${title}</h2>
    ${problemBox(problem === null ? null : secrets.redact(problem))}
    ${
      isOver
        ? outcome(state)
        : html`<p>You may close this page: it goes on, and is shown again when you come back.</p>`
    }
    ${stepList(steps, secrets)} ${isOver && afterwards(state)}
  </section>`;
  return setupFrame({
    context,
    title,
    step: "summary",
    body,
    ...(!isOver && { refreshSeconds: 2 }),
  });
}
