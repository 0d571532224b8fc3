import { type Html, html } from "./html.ts";
import type { JournalEntry } from "../admin/request-journal.ts";
import { ago } from "../admin/time-words.ts";

const goodOutcomes = new Set(["matched", "listed", "served", "empty"]);

function subject({ details, route }: JournalEntry): string {
  return (
    details.filename ??
    details.title ??
    (details.sceneId === undefined ? route : `scene ${details.sceneId}`)
  );
}

function outcome({ outcome: word, details }: JournalEntry): Html {
  const tone = goodOutcomes.has(word) ? "good" : "warn";
  const rung = details.rung === undefined ? "" : ` by ${details.rung}`;
  const reason =
    details.reason === undefined ? null : html`<br /><span class="soft">${details.reason}</span>`;
  const steps = details.explanation?.() ?? [];
  const why =
    steps.length === 0
      ? null
      : html`<details>
          <summary>Why?</summary>
          <pre>${steps.join("\n")}</pre>
        </details>`;
  return html`<span class="${tone}">${word}</span>${rung}${reason}${why}`;
}

function row(entry: JournalEntry, now: number): Html {
  return html`<tr>
    <td>${ago(entry.at, now)}</td>
    <td>${entry.route}</td>
    <td>${subject(entry)}</td>
    <td>${outcome(entry)}</td>
    <td>${entry.ms.toFixed(1)} ms</td>
  </tr>`;
}

/** The latest requests of Plex, each match with its reasons. */
export function requestsSection(requests: readonly JournalEntry[], now: number): Html {
  const table = html`<div class="scroll" tabindex="0" role="region" aria-label="Requests of Plex">
    <table>
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">What</th>
          <th scope="col">For</th>
          <th scope="col">Outcome</th>
          <th scope="col">Time</th>
        </tr>
      </thead>
      <tbody>
        ${requests.map((entry) => row(entry, now))}
      </tbody>
    </table>
  </div>`;
  return html`<section aria-labelledby="requests">
    <h2 id="requests">Latest requests of Plex</h2>
    ${
      requests.length === 0
        ? html`<p class="soft">
            None yet. Once the address is in Plex and a library is scanned, they show here.
          </p>`
        : table
    }
  </section>`;
}
