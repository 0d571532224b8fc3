import { FORM_TOKEN } from "../ui/form-token.ts";
import { type Html, html } from "../ui/html.ts";
import { pageFrame } from "../ui/page-frame.ts";
import { addressOfStep, type StepName, stepNames, stepTitles } from "./steps.ts";

/** What every page of the set-up is drawn with. */
export interface FrameContext {
  readonly version: string;
  /** Token of this browser's forms. */
  readonly formToken: string;
  /** Steps that can be gone to. */
  readonly reached: readonly StepName[];
}

export interface SetupFrame {
  readonly context: FrameContext;
  readonly title: string;
  /** Null: not one of the steps. */
  readonly step: StepName | null;
  readonly body: Html | readonly Html[];
  readonly refreshSeconds?: number;
}

export function setupForm(context: FrameContext, action: string, body: Html): Html {
  return html`<form method="post" action="/ui/setup/${action}" class="setup-form">
    <input type="hidden" name="${FORM_TOKEN}" value="${context.formToken}" />
    ${body}
  </form>`;
}

function stepItem(name: StepName, { step, context }: SetupFrame): Html {
  const title = stepTitles[name];
  if (name === step) return html`<li aria-current="step">${title}</li>`;
  if (!context.reached.includes(name)) return html`<li class="soft">${title}</li>`;
  return html`<li><a href="${addressOfStep(name)}">${title}</a></li>`;
}

function stepBar(frame: SetupFrame): Html | null {
  if (frame.step === null) return null;
  return html`<nav aria-label="Steps of the set-up">
    <ol class="setup-steps">
      ${stepNames.map((name) => stepItem(name, frame))}
    </ol>
  </nav>`;
}

/** What went wrong, where somebody looks first. */
export function problemBox(sentence: string | null): Html | null {
  if (sentence === null) return null;
  return html`<p class="setup-problem" role="alert">${sentence}</p>`;
}

/** One page of the set-up. */
export function setupFrame(frame: SetupFrame): string {
  const { context, title, refreshSeconds } = frame;
  return pageFrame({
    title: `${title} - Stash2Plex`,
    headline: html`<span class="soft">${context.version}</span> <span class="state">set-up</span>`,
    body: html`<link rel="stylesheet" href="/ui/setup/style.css" />
      ${stepBar(frame)} ${frame.body}
      <script src="/ui/setup/script.js" defer></script>`,
    ...(refreshSeconds !== undefined && { refreshSeconds }),
  });
}
