import type { SyncStatus } from "@stash2plex/engine/engine";

import type { StatusReport } from "../../admin/status-report.ts";
import { count } from "../../admin/time-words.ts";
import { actionForm } from "../form.ts";
import { type Html, html } from "../html.ts";
import { moment } from "../times.ts";
import { forTrusted } from "../trusted-words.ts";
import type { Overview } from "./overview-data.ts";

type PlexStatus = SyncStatus["plex"];

interface Reach {
  readonly reachable: boolean | null;
  readonly version: string | null;
}

const stashPhases: Readonly<Record<StatusReport["mirror"]["phase"], string>> = {
  empty: "not begun: waiting for Stash",
  "first-sync": "being copied; what is copied already can be matched",
  ready: "complete",
  frozen: "held",
};

const plexPhases: Readonly<Record<PlexStatus["phase"], string>> = {
  off: "none",
  empty: "not begun: waiting for Plex",
  "first-pass": "being copied",
  ready: "complete",
};

function state({ reachable, version }: Reach): Html {
  if (reachable === null) return html`<span class="pill">not asked yet</span>`;
  if (!reachable) return html`<span class="pill bad">does not answer</span>`;
  return html`<span class="pill good">answers</span>
    <span class="soft">${version ?? "version unknown"}</span>`;
}

interface Copied {
  readonly done: number;
  readonly total: number | null;
}

/** How far a copy has come; the script keeps it moving. */
export function progressBar(label: string, { done, total }: Copied, what: string): Html {
  const measure =
    total !== null && html`value="${Math.min(done, total)}" max="${Math.max(total, 1)}"`;
  return html`<progress aria-label="${label}" ${measure}></progress>
    <p class="soft">${count(done)}${total === null ? "" : ` of ${count(total)}`} ${what}</p>`;
}

function frozenQuestion({ report: { mirror }, visit }: Overview): Html | null {
  if (mirror.frozen === null) return null;
  return html`<div class="notice bad">
    <h3>Was Stash rebuilt or emptied?</h3>
    <p>${forTrusted(visit, mirror.frozen.reason)}</p>
    <p>
      Until this is answered, files are matched by their paths only, and nothing that Stash says is
      taken over. If it was a mistake (a wrong <code>STASH_URL</code>, a drive that was not
      mounted), correct it there: this goes away by itself.
    </p>
    ${
      visit.trusted &&
      actionForm(visit, {
        action: "/ui/accept-new-library",
        label: "Yes, Stash was rebuilt or emptied: copy it anew",
        look: "danger",
      })
    }
  </div>`;
}

const address = (url: string): Html =>
  html`<dt>Address</dt>
    <dd><code>${url}</code></dd>`;

function stashCard(overview: Overview): Html {
  const { stash, mirror } = overview.report;
  const { now, trusted } = overview.visit;
  return html`<section aria-labelledby="stash" class="server">
    <h2 id="stash">Stash</h2>
    <p>${state(stash)}</p>
    ${stash.problem !== null && html`<p class="bad">${forTrusted(overview.visit, stash.problem)}</p>`}
    ${frozenQuestion(overview)}
    <dl>
      ${trusted && address(stash.url)}
      <dt>Holds</dt>
      <dd>${count(mirror.scenes)} scenes, ${count(mirror.files)} files</dd>
      <dt>Our copy</dt>
      <dd>${stashPhases[mirror.phase]}</dd>
      <dt>Fresh as of</dt>
      <dd>${moment(mirror.freshAsOf, now)}</dd>
      <dt>All paths read</dt>
      <dd>${moment(mirror.lastFullPass, now)}</dd>
    </dl>
    ${mirror.progress !== null && progressBar("Copied scenes", mirror.progress, "scenes")}
  </section>`;
}

function plexFacts(plex: PlexStatus, { visit, plexUrl }: Overview): Html {
  const { now, trusted } = visit;
  return html`<p>${state(plex.plex)}</p>
    ${plex.plex.problem !== null && html`<p class="bad">${forTrusted(visit, plex.plex.problem)}</p>`}
    <dl>
      ${trusted && plexUrl !== null && address(plexUrl)}
      <dt>Holds</dt>
      <dd>${count(plex.items)} items</dd>
      <dt>Our copy</dt>
      <dd>${plexPhases[plex.phase]}</dd>
      <dt>Fresh as of</dt>
      <dd>${moment(plex.freshAsOf, now)}</dd>
      <dt>All items read</dt>
      <dd>${moment(plex.lastFullPass, now)}</dd>
    </dl>
    ${plex.progress !== null && progressBar("Copied items", plex.progress, "items")}`;
}

/** Plex that only asks is no fault: matching works. But nothing can be compared or repaired then. */
function plexCard(overview: Overview): Html {
  const { sync, syncOff, report, visit } = overview;
  const { lastPlexRequest } = report;
  const asked =
    lastPlexRequest === null
      ? html`Plex has not asked yet.`
      : html`Plex asked ${moment(Date.parse(lastPlexRequest), visit.now)}.`;
  const facts =
    sync === null
      ? html`<p><span class="pill">not connected</span></p>
          <p>${syncOff}</p>`
      : "value" in sync
        ? plexFacts(sync.value.plex, overview)
        : html`<p><span class="pill bad">not known</span></p>
            <p>${forTrusted(visit, sync.problem)}</p>`;
  return html`<section aria-labelledby="plex" class="server">
    <h2 id="plex">Plex</h2>
    ${facts}
    <p class="soft">${asked}</p>
  </section>`;
}

/** Both servers, side by side. */
export const serversSection = (overview: Overview): Html =>
  html`<div class="pair">${stashCard(overview)} ${plexCard(overview)}</div>`;
