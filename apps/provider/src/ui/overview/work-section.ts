import type { RunProgress, SyncStatus } from "@stash2plex/engine/engine";

import { count } from "../../admin/time-words.ts";
import { type Html, html } from "../html.ts";
import type { Visit } from "../page-kit.ts";
import { moment } from "../times.ts";
import { forTrusted } from "../trusted-words.ts";
import type { Overview } from "./overview-data.ts";
import { progressBar } from "./servers-section.ts";

const workers: Readonly<Record<SyncStatus["worker"], Html>> = {
  off: html`<span class="pill">off</span>`,
  running: html`<span class="pill good">at work</span>`,
  paused: html`<span class="pill warn">paused</span>`,
  elsewhere: html`<span class="pill">at work in another process</span>`,
};

const runs: Readonly<Record<RunProgress["name"], string>> = {
  reconcile: "Scenes compared with Plex",
  adopt: "Items matched",
};

/** The queue in one line. */
export function queueLine({ queue }: SyncStatus): Html {
  const { ready, later, running, deadLetters } = queue;
  return html`<a href="/ui/queue"
      >${count(ready)} due, ${count(later)} for later, ${count(running)} in work</a
    >${deadLetters === 0 ? html`, nothing given up` : html`, <a class="bad" href="/ui/queue#dead-letters">${count(deadLetters)} given up</a>`}`;
}

function facts(status: SyncStatus, visit: Visit): Html {
  const { now } = visit;
  const { worker, doorbell, done, failed, lastDoneAt, run } = status;
  return html`<dl>
      <dt>Worker</dt>
      <dd>${workers[worker]} ${forTrusted(visit, status.problem)}</dd>
      <dt>Queue</dt>
      <dd>${queueLine(status)}</dd>
      <dt>Done</dt>
      <dd>
        ${count(done)} scenes since the start, ${count(failed)}
        failed${lastDoneAt !== null && html`; the last ${moment(lastDoneAt, now)}`}
      </dd>
      <dt>Doorbell</dt>
      <dd>
        ${doorbell.listening ? "heard" : "not heard"};
        ${doorbell.lastHeard === null ? "it has not rung yet" : html`Stash rang ${moment(doorbell.lastHeard, now)}`}
      </dd>
    </dl>
    ${
      run !== null &&
      run !== undefined &&
      progressBar(
        runs[run.name],
        { done: run.checked, total: run.total },
        `looked at, ${count(run.chosen)} taken`,
      )
    }`;
}

/** What is being brought to Plex. */
export function workSection({ sync, visit }: Overview): Html | null {
  if (sync === null) return null;
  return html`<section aria-labelledby="work">
    <h2 id="work">Bringing edits to Plex</h2>
    ${"value" in sync ? facts(sync.value, visit) : html`<p>${forTrusted(visit, sync.problem)}</p>`}
  </section>`;
}
