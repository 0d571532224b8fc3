import type { JournalEntry } from "../../admin/request-journal.ts";
import { count } from "../../admin/time-words.ts";
import { addressOf } from "../gaps/gap-filter.ts";
import { type Html, html } from "../html.ts";
import type { Page, Visit } from "../page-kit.ts";
import { signInSection } from "../sign-in.ts";
import { moment } from "../times.ts";

export interface MatchesView {
  readonly visit: Visit;
  /** Newest first. */
  readonly requests: readonly JournalEntry[];
  /** Where Stash shows its scenes. */
  readonly stashUrl: string;
}

const goodOutcomes = new Set(["matched", "listed", "served", "empty"]);

const outcomeWords: Readonly<Record<string, string>> = {
  "no-match": "no match",
  "not-found": "not found",
};

const wordOf = (outcome: string): string => outcomeWords[outcome] ?? outcome.replaceAll("-", " ");

function chips(requests: readonly JournalEntry[], chosen: string | null): Html {
  const counts = new Map<string, number>();
  for (const { outcome } of requests) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  if (chosen !== null && !counts.has(chosen)) counts.set(chosen, 0);
  const link = (outcome: string | null, label: string, number: number): Html =>
    html`<li>
      <a
        href="${addressOf("/ui/matches", outcome === null ? {} : { outcome })}"
        ${outcome === chosen && html`aria-current="true"`}
        >${label} <span class="number">${count(number)}</span></a
      >
    </li>`;
  const sorted = [...counts].sort(([one], [other]) => one.localeCompare(other));
  return html`<nav aria-label="Outcomes">
    <ul class="chips">
      ${link(null, "All", requests.length)}
      ${sorted.map(([outcome, number]) => link(outcome, wordOf(outcome), number))}
    </ul>
  </nav>`;
}

function subject({ details }: JournalEntry, stashUrl: string): Html {
  const { filename, title, sceneId } = details;
  const scene =
    sceneId !== undefined &&
    html`<a href="${stashUrl}/scenes/${sceneId}" rel="noreferrer">scene ${sceneId}</a>`;
  const asked = filename ?? title;
  if (asked === undefined) return scene === false ? html`` : html`${scene}`;
  return html`<code>${asked}</code>${scene !== false && html`<br />${scene}`}`;
}

function reasons({ details }: JournalEntry): Html | null {
  const steps = details.explanation?.() ?? [];
  if (steps.length === 0) return null;
  return html`<details>
    <summary>Why?</summary>
    <pre>${steps.join("\n")}</pre>
  </details>`;
}

function row(entry: JournalEntry, { visit, stashUrl }: MatchesView): Html {
  const { outcome, details, at, route, ms } = entry;
  const tone = goodOutcomes.has(outcome) ? "good" : "warn";
  const reason = visit.trusted && details.reason !== undefined && details.reason;
  return html`<li>
    <div>
      <span class="label">Asked</span> ${route} ${moment(at, visit.now)}
      <span class="soft">(${ms.toFixed(1)} ms)</span>
    </div>
    <div>
      <span class="label">For</span>
      ${visit.trusted ? subject(entry, stashUrl) : html`<span class="soft">hidden</span>`}
    </div>
    <div>
      <span class="label">Outcome</span> <span class="${tone}">${wordOf(outcome)}</span>
      ${details.rung !== undefined && html`by ${details.rung}`}
      ${reason !== false && html`<br /><span class="soft">${reason}</span>`}
      ${visit.trusted && reasons(entry)}
    </div>
  </li>`;
}

function emptyState(chosen: string | null): Html {
  if (chosen !== null)
    return html`<p>No request had that outcome. <a href="/ui/matches">Show all</a></p>`;
  return html`<p><strong>Plex has not asked yet.</strong></p>
    <p>
      Once the <a href="/ui#address">address</a> is in Plex and a library is scanned, requests show
      here.
    </p>`;
}

/** The latest requests of Plex, each match with its reasons. */
export function matchesPage(view: MatchesView): Page {
  const { visit, requests } = view;
  const chosen = visit.query.get("outcome")?.slice(0, 40) ?? null;
  const shown = requests.filter(({ outcome }) => chosen === null || outcome === chosen);
  const list = html`<section aria-labelledby="requests">
    <h2 id="requests">Latest requests of Plex</h2>
    <ol class="rows matches">
      ${shown.map((entry) => row(entry, view))}
    </ol>
  </section>`;
  const body = html`<h1>Matches</h1>
    ${signInSection(visit)}
    <div id="live-matches" data-live>
      ${requests.length > 0 && chips(requests, chosen)}
      ${shown.length === 0 ? html`<section class="empty">${emptyState(chosen)}</section>` : list}
    </div>`;
  return {
    title: "Matches - Stash2Plex",
    current: "/ui/matches",
    body,
    liveParts: ["requests"],
  };
}
