import type { SyncStatus } from "@stash2plex/engine/engine";
import type { DeadLetter, QueueRow } from "@stash2plex/engine/reconcile";

import { count } from "../../admin/time-words.ts";
import { actionForm } from "../form.ts";
import { addressOf } from "../gaps/gap-filter.ts";
import { type Html, html } from "../html.ts";
import { queueLine } from "../overview/work-section.ts";
import type { Page, Visit } from "../page-kit.ts";
import { signInSection } from "../sign-in.ts";
import { moment } from "../times.ts";
import { causeWords } from "./cause-words.ts";
import type { SceneFace } from "../ui-deps.ts";

export interface QueueView {
  readonly visit: Visit;
  readonly status: SyncStatus;
  readonly rows: readonly QueueRow[];
  /** Rows before these. */
  readonly rowsAfter: number;
  readonly letters: readonly DeadLetter[];
  /** Id of the letter before these; null: the first page. */
  readonly lettersAfter: number | null;
  /** So many a page. */
  readonly limit: number;
  readonly scene: (id: number) => SceneFace | null;
  readonly stashUrl: string;
}

const frame = { title: "Queue - Stash2Plex", current: "/ui/queue" } as const;
const heading = html`<h1>Queue</h1>`;

function sceneName(sceneId: number, { scene, stashUrl }: QueueView): Html {
  const title = scene(sceneId)?.title ?? `Scene ${sceneId}`;
  return html`<a href="${stashUrl}/scenes/${sceneId}" rel="noreferrer">${title}</a>`;
}

function pageLinks(first: string | false, next: string | false): Html | null {
  if (first === false && next === false) return null;
  return html`<p class="pages">
    ${first !== false && html`<a class="button" href="${first}">First page</a>`}
    ${next !== false && html`<a class="button" href="${next}" rel="next">Next page</a>`}
  </p>`;
}

const tries = (attempts: number): string =>
  attempts === 0 ? "none failed" : `${count(attempts)} failed`;

function queueRow(row: QueueRow, view: QueueView): Html {
  const { now } = view.visit;
  const due = row.running ? html`<span class="pill good">in work</span>` : moment(row.dueAt, now);
  const waiting =
    row.waitingSince !== null &&
    html`<br /><span class="soft">waits for Plex since ${moment(row.waitingSince, now)}</span>`;
  return html`<li>
    <div>
      <h3>${sceneName(row.sceneId, view)}</h3>
      <p class="soft">${causeWords(row.causes)}</p>
    </div>
    <div><span class="label">Due</span> ${due}${waiting}</div>
    <div><span class="label">Tries</span> ${tries(row.attempts)}</div>
    <div>${row.error !== null && html`<span class="label">Error</span> ${row.error}`}</div>
  </li>`;
}

function letterRow(letter: DeadLetter, view: QueueView): Html {
  const { id, sceneId, attempts, error, diedAt } = letter;
  const { visit } = view;
  const title = view.scene(sceneId)?.title ?? `scene ${sceneId}`;
  const button = (action: string, label: string): Html =>
    actionForm(visit, { action, label, name: `${label}: ${title}`, fields: { id } });
  return html`<li>
    <div>
      <h3>${sceneName(sceneId, view)}</h3>
      <p class="soft">${causeWords(letter.causes)}</p>
    </div>
    <div><span class="label">Given up</span> ${moment(diedAt, visit.now)}, ${tries(attempts)}</div>
    <div><span class="label">Error</span> ${error}</div>
    <div class="act">
      ${button("/ui/queue/retry", "Try again")} ${button("/ui/queue/forget", "Forget")}
    </div>
  </li>`;
}

/** A button that asks once more: what it does cannot be taken back. */
function askedTwice(visit: Visit, summary: string, action: string, label: string): Html {
  return html`<details class="sure">
    <summary>${summary}</summary>
    ${actionForm(visit, { action, label, fields: { all: 1 }, look: "danger" })}
  </details>`;
}

function waitingSection(view: QueueView): Html {
  const { status, rows, rowsAfter, limit, visit } = view;
  const { ready, later } = status.queue;
  const next =
    rows.length === limit && addressOf("/ui/queue", { after: String(rowsAfter + rows.length) });
  return html`<section aria-labelledby="waiting">
    <div class="bar">
      <h2 id="waiting">Waiting</h2>
      <span class="soft">${queueLine(status)}</span>
      ${
        ready + later > 0 &&
        askedTwice(
          visit,
          "Clear the queue ...",
          "/ui/queue/clear",
          `Yes, take ${count(ready + later)} out`,
        )
      }
    </div>
    ${
      rows.length === 0
        ? html`<p class="soft">Nothing waits: Plex has been told everything.</p>`
        : html`<ol class="rows queue" start="${rowsAfter + 1}">
            ${rows.map((row) => queueRow(row, view))}
          </ol>`
    }
    ${pageLinks(rowsAfter > 0 && "/ui/queue", next)}
  </section>`;
}

function lettersSection(view: QueueView): Html {
  const { status, letters, lettersAfter, limit, visit } = view;
  const { deadLetters } = status.queue;
  const last = letters.at(-1);
  const next =
    letters.length === limit &&
    last !== undefined &&
    `${addressOf("/ui/queue", { letters: String(last.id) })}#dead-letters`;
  const retryAll = actionForm(visit, {
    action: "/ui/queue/retry",
    label: "Try all again",
    fields: { all: 1 },
  });
  return html`<section aria-labelledby="dead-letters">
    <div class="bar">
      <h2 id="dead-letters">Given up</h2>
      <span class="soft">${count(deadLetters)}</span>
      ${deadLetters > 0 && retryAll}
      ${
        deadLetters > 0 &&
        askedTwice(visit, "Forget all ...", "/ui/queue/forget", `Yes, forget ${count(deadLetters)}`)
      }
    </div>
    ${
      letters.length === 0
        ? html`<p class="soft">Nothing had to be given up.</p>`
        : html`<ol class="rows queue">
            ${letters.map((letter) => letterRow(letter, view))}
          </ol>`
    }
    ${pageLinks(lettersAfter !== null && "/ui/queue#dead-letters", next)}
  </section>`;
}

const liveParts = ["sync"] as const;

export function queuePage(view: QueueView): Page {
  const body = html`${heading}
    <div id="live-waiting" data-live>${waitingSection(view)}</div>
    <div id="live-letters" data-live>${lettersSection(view)}</div>`;
  return { ...frame, body, liveParts };
}

/** How many wait, for who may not see which. */
export function queueNumbersPage(visit: Visit, status: SyncStatus): Page {
  const body = html`${heading}
    <section aria-labelledby="waiting">
      <h2 id="waiting">Waiting</h2>
      <p>${queueLine(status)}</p>
    </section>
    ${signInSection(visit)}`;
  return { ...frame, body };
}

/** The page while the queue cannot be shown: nothing is brought to Plex, or it does not answer. */
export function queueTroublePage(sentence: string | null, visit: Visit): Page {
  const body = html`${heading}
    <section class="empty"><p>${sentence}</p></section>
    ${signInSection(visit)}`;
  return { ...frame, body };
}
