import { type Html, html } from "./html.ts";
import type { StatusReport } from "../admin/status-report.ts";
import { ago, count } from "../admin/time-words.ts";

const phaseWords: Readonly<Record<StatusReport["mirror"]["phase"], string>> = {
  empty: "not begun: waiting for Stash",
  "first-sync": "being copied; what is copied already can be matched",
  ready: "complete",
  frozen: "held",
};

function stashState({ stash }: StatusReport): Html {
  if (stash.reachable === null) return html`<span class="soft">not asked yet</span>`;
  if (!stash.reachable) return html`<span class="bad">does not answer</span>`;
  return html`<span class="good">answers</span>, ${stash.version ?? "version unknown"}`;
}

function progress({ mirror }: StatusReport): Html | null {
  if (mirror.progress === null) return null;
  const { done, total } = mirror.progress;
  const bar =
    total === null
      ? html`<progress aria-label="Copied scenes"></progress>`
      : html`<progress
          aria-label="Copied scenes"
          value="${Math.min(done, total)}"
          max="${Math.max(total, 1)}"
        ></progress>`;
  return html`${bar}
    <p class="soft">${count(done)}${total === null ? "" : ` of ${count(total)}`} scenes</p>`;
}

function frozenQuestion({ mirror }: StatusReport, trusted: boolean): Html | null {
  if (mirror.frozen === null) return null;
  const form = html`<form method="post" action="/ui/accept-new-library">
    <button>Yes, Stash was rebuilt or emptied: copy it anew</button>
  </form>`;
  return html`<h2 class="bad">Was Stash rebuilt or emptied?</h2>
    <p>${mirror.frozen.reason}</p>
    <p>
      Until this is answered, files are matched by their paths only, and nothing that Stash says is
      taken over. If it was a mistake (a wrong <code>STASH_URL</code>, a drive that was not
      mounted), correct it there: this goes away by itself.
    </p>
    ${trusted ? form : null}`;
}

/** What is known of Stash, and how fresh it is. */
export function mirrorSection(report: StatusReport, now: number, trusted: boolean): Html {
  const { stash, mirror } = report;
  return html`<section aria-labelledby="stash">
    <h2 id="stash">Stash</h2>
    ${frozenQuestion(report, trusted)}
    <dl>
      <dt>Address</dt>
      <dd><code>${stash.url}</code></dd>
      <dt>State</dt>
      <dd>${stashState(report)}</dd>
      <dt>Our copy</dt>
      <dd>${phaseWords[mirror.phase]}</dd>
      <dt>It holds</dt>
      <dd>${count(mirror.scenes)} scenes, ${count(mirror.files)} files</dd>
      <dt>Last followed</dt>
      <dd>${ago(mirror.freshAsOf, now)}</dd>
      <dt>All paths compared</dt>
      <dd>${ago(mirror.lastFullPass, now)}</dd>
    </dl>
    ${progress(report)}
  </section>`;
}
