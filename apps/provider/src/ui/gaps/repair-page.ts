import type { GapRepair, RepairReport } from "@stash2plex/engine/gaps";
import { automaticRepairs } from "@stash2plex/engine/gaps";

import { count } from "../../admin/time-words.ts";
import { tokenField } from "../form.ts";
import { type Html, html } from "../html.ts";
import type { Page, Visit } from "../page-kit.ts";
import { repairWords } from "./gap-words.ts";

export interface RepairView {
  readonly visit: Visit;
  /** Of the dry run. */
  readonly report: RepairReport;
  /** What was asked for, in words. */
  readonly subject: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly back: string;
}

function counted(report: RepairReport, isOurs: boolean): readonly Html[] {
  const entries = Object.entries(report.repairs) as readonly (readonly [GapRepair, number])[];
  return entries
    .filter(([repair, number]) => number > 0 && automaticRepairs.has(repair) === isOurs)
    .map(
      ([repair, number]) =>
        html`<li><strong>${count(number)} ×</strong> ${repairWords[repair]}</li>`,
    );
}

function listOf(title: string, items: readonly Html[]): Html | null {
  if (items.length === 0) return null;
  return html`<h2>${title}</h2>
    <ul>
      ${items}
    </ul>`;
}

function preview({ preview: lines, enqueued }: RepairReport): Html | null {
  if (lines.length === 0) return null;
  const more = enqueued > lines.length;
  return html`<h2>One by one</h2>
    <ol class="preview" tabindex="0" aria-label="What would be done, one by one">
      ${lines.map((line) => html`<li>${line}</li>`)}
    </ol>
    ${more && html`<p class="soft">These are the first ${count(lines.length)}.</p>`}`;
}

/** What a repair would do, and the button that lets it. */
export function repairPage(view: RepairView): Page {
  const { visit, report, subject, fields, back } = view;
  const left = Object.entries(report.left).map(
    ([why, number]) => html`<li><strong>${count(number)} ×</strong> ${why}</li>`,
  );
  const hidden = Object.entries({ ...fields, back }).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  );
  const nothing = report.enqueued === 0;
  const form = html`<form method="post" action="/ui/gaps/repair" class="go">
    ${tokenField(visit)} ${hidden} ${!nothing && html`<button class="main">Do it</button>`}
    <a class="button" href="${back}">${nothing ? "Back" : "Leave it"}</a>
  </form>`;
  const body = html`<h1>Repair ${subject}</h1>
    <section>
      <p>
        ${
          nothing
            ? html`Nothing of this can be repaired from here.`
            : html`<strong>${count(report.enqueued)}</strong> of ${count(report.checked)} would be
                put into the queue. Nothing has been done yet.`
        }
      </p>
      ${
        // What cannot be done now is no promise.
        nothing
          ? listOf("What they need", [...counted(report, true), ...counted(report, false)])
          : [
              listOf("This program does", counted(report, true)),
              listOf("To be done by hand", counted(report, false)),
            ]
      }
      ${listOf("Left as they are", left)} ${preview(report)} ${form}
    </section>`;
  return { title: "Repair - Stash2Plex", current: "/ui/gaps", body };
}
