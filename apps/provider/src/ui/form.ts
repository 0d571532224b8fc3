import { FORM_TOKEN } from "./form-token.ts";
import { type Html, html } from "./html.ts";
import type { Visit } from "./page-kit.ts";

/** The hidden field that proves that a form is ours. */
export const tokenField = ({ formToken }: Pick<Visit, "formToken">): Html =>
  html`<input type="hidden" name="${FORM_TOKEN}" value="${formToken}" />`;

export interface ActionButton {
  readonly action: string;
  readonly label: string | Html;
  /** What the button says to those who do not see what stands around it. */
  readonly name?: string;
  readonly fields?: Readonly<Record<string, string | number>>;
  readonly look?: "main" | "danger";
}

/** A form of one button. */
export function actionForm(visit: Pick<Visit, "formToken">, button: ActionButton): Html {
  const { action, label, name, fields = {}, look } = button;
  const hidden = Object.entries(fields).map(
    ([field, value]) => html`<input type="hidden" name="${field}" value="${value}" />`,
  );
  return html`<form method="post" action="${action}" class="inline">
    ${tokenField(visit)} ${hidden}
    <button ${look && html`class="${look}"`} ${name !== undefined && html`aria-label="${name}"`}>
      ${label}
    </button>
  </form>`;
}
