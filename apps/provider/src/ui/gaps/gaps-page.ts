import { automaticRepairs, type GapPage, type GapSummary } from "@stash2plex/engine/gaps";

import type { Answered } from "../answered.ts";
import { count } from "../../admin/time-words.ts";
import { actionForm } from "../form.ts";
import { type Html, html } from "../html.ts";
import type { Page, Visit } from "../page-kit.ts";
import { signInSection } from "../sign-in.ts";
import { moment } from "../times.ts";
import { addressOf, fieldsOf, type GapFilter, isNarrowed, selectionOf } from "./gap-filter.ts";
import { filterForm, kindLinks } from "./gap-filter-form.ts";
import { gapRow, type RowDeps } from "./gap-row.ts";

export interface GapsView {
  readonly visit: Visit;
  readonly filter: GapFilter;
  /** Where the page stands in the list: the first is 1. */
  readonly from: number;
  readonly page: GapPage;
  /** Why the sides cannot be compared, as a sentence with the setting to set; null: they can. */
  readonly problem: string | null;
  readonly sections: readonly string[];
  readonly row: RowDeps;
}

const frame = { title: "Gaps - Stash2Plex", current: "/ui/gaps" } as const;
const heading = html`<h1>Gaps</h1>`;

const compareNow = (visit: Visit): Html =>
  actionForm(visit, { action: "/ui/jobs/compare/run", label: "Compare now", look: "main" });

/** Why there is nothing to be seen. */
function emptyState({ page, problem, filter, visit }: GapsView): Html {
  if (isNarrowed(filter) || filter.state === "closed") {
    const words = filter.state === "closed" ? "No closed gap fits this." : "No open gap fits this.";
    return html`<p>${words} <a href="/ui/gaps">Show all that are open</a></p>`;
  }
  if (problem !== null) {
    return html`<p><strong>The two sides cannot be compared.</strong></p>
      <p>${problem}</p>
      <p class="soft">
        Files that Plex asks for and that Stash does not know show here all the same.
      </p>`;
  }
  if (page.asOf === null) {
    return html`<p><strong>Plex and Stash have not been compared yet.</strong></p>
      ${compareNow(visit)}`;
  }
  return html`<p>
      <strong>Plex and Stash agree.</strong> Compared ${moment(page.asOf, visit.now)}.
    </p>
    ${compareNow(visit)}`;
}

function pageLinks({ page, filter, from }: GapsView): Html | null {
  const shown = page.gaps.length;
  if (shown === 0) return null;
  const { next, total } = page;
  const further =
    next !== null &&
    addressOf("/ui/gaps", { ...fieldsOf(filter), cursor: next, from: String(from + shown) });
  const first = from > 1 && addressOf("/ui/gaps", fieldsOf(filter));
  return html`<nav class="pages" aria-label="Further gaps">
    <span>${count(from)} to ${count(from + shown - 1)} of ${count(total)}</span>
    ${first !== false && html`<a class="button" href="${first}">First page</a>`}
    ${further !== false && html`<a class="button" href="${further}" rel="next">Next page</a>`}
  </nav>`;
}

/** The way to the repair of everything that is shown, where something of it can be repaired by us. */
function repairAll({ page, filter }: GapsView): Html | null {
  const selection = selectionOf(filter);
  const some = page.gaps.some(({ repair }) => automaticRepairs.has(repair));
  if (selection === null || !some) return null;
  const { kind, reason, section } = filter;
  const fields = fieldsOf({ kind, reason, section, state: "open", q: null, sort: "newest" });
  const address = addressOf("/ui/gaps/repair", {
    ...(Object.keys(fields).length === 0 ? { all: "1" } : fields),
    back: addressOf("/ui/gaps", fieldsOf(filter)),
  });
  return html`<a class="button main" href="${address}">Repair what can be repaired</a>`;
}

function list(view: GapsView): Html {
  const { page, filter, from, row } = view;
  const back = addressOf("/ui/gaps", fieldsOf(filter));
  if (page.gaps.length === 0) return html`<section class="empty">${emptyState(view)}</section>`;
  return html`<section aria-labelledby="list">
    <div class="bar">
      <h2 id="list">${count(page.total)} ${filter.state}</h2>
      ${page.asOf !== null && html`<span class="soft">compared ${moment(page.asOf, row.now)}</span>`}
      ${repairAll(view)}
    </div>
    <ol class="gaps" start="${from}">
      ${page.gaps.map((gap) => gapRow(gap, row, back))}
    </ol>
    ${pageLinks(view)}
  </section>`;
}

export function gapsPage(view: GapsView): Page {
  const { page, filter, sections } = view;
  const body = [
    heading,
    kindLinks(filter, page.counts),
    html`<section class="filter">${filterForm(filter, sections)}</section>`,
    list(view),
  ];
  return { ...frame, body };
}

/** The page while the gaps cannot be asked for. */
export function gapsTroublePage(sentence: string): Page {
  const body = html`${heading}
    <section class="empty">
      <p>${sentence}</p>
      <p><a href="/ui/gaps">Begin with the first page</a></p>
    </section>`;
  return { ...frame, body };
}

/** Numbers only: titles and paths are for those who may see them. */
export function gapNumbersPage(visit: Visit, summary: Answered<GapSummary>): Page {
  const filter: GapFilter = {
    kind: null,
    reason: null,
    section: null,
    state: "open",
    q: null,
    sort: "newest",
  };
  const numbers = "value" in summary && kindLinks(filter, summary.value.counts);
  return { ...frame, body: html`${heading} ${numbers} ${signInSection(visit)}` };
}
