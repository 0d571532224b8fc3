import { type GapKind, gapKinds, type GapSummary } from "@stash2plex/engine/gaps";
import { gapKindLabels } from "@stash2plex/engine/gaps/words";

import { count } from "../../admin/time-words.ts";
import { actionForm } from "../form.ts";
import { kindMeanings } from "../gaps/gap-words.ts";
import { type Html, html } from "../html.ts";
import { moment } from "../times.ts";
import { forTrusted } from "../trusted-words.ts";
import type { Overview } from "./overview-data.ts";

const ROUND = 2 * Math.PI * 52;

/** A ring that is closed as far as both sides agree. The number beside it says the same to everybody. */
function ring(percent: number | null): Html {
  const drawn = ((percent ?? 0) / 100) * ROUND;
  const tone = percent === null ? "none" : percent >= 99 ? "full" : percent >= 90 ? "most" : "some";
  return html`<svg class="ring ${tone}" viewBox="0 0 120 120" aria-hidden="true" focusable="false">
    <circle class="track" cx="60" cy="60" r="52" />
    <circle
      class="part"
      cx="60"
      cy="60"
      r="52"
      stroke-dasharray="${drawn.toFixed(1)} ${ROUND.toFixed(1)}"
    />
  </svg>`;
}

function tile(kind: GapKind, gaps: number): Html {
  const label = gapKindLabels[kind];
  return html`<li>
    <a
      class="tile ${gaps === 0 && "calm"}"
      href="/ui/gaps?kind=${kind}"
      title="${kindMeanings[kind]}"
    >
      <span class="number">${count(gaps)}</span> <span>${label}</span>
    </a>
  </li>`;
}

function sentence(summary: GapSummary, now: number): Html {
  const { agreement, asOf, problem } = summary;
  if (agreement === null || asOf === null)
    return html`<p>Plex and Stash have not been compared yet. ${problem}</p>`;
  return html`<p>
      <strong>${count(agreement.agreeing)}</strong> of ${count(agreement.compared)} are the same on
      both sides.
    </p>
    <p class="soft">Compared ${moment(asOf, now)}. ${problem}</p>`;
}

function compareButton({ visit, jobs }: Overview): Html | null {
  const job = jobs.find(({ name }) => name === "compare");
  if (job === undefined || !visit.trusted) return null;
  if (job.running) return html`<p class="soft">A comparison is running.</p>`;
  return actionForm(visit, { action: "/ui/jobs/compare/run", label: "Compare now", look: "main" });
}

/** How far both sides agree, and what does not, by kind. */
export function agreementSection(overview: Overview): Html {
  const { gaps, visit } = overview;
  const summary = "value" in gaps ? gaps.value : null;
  const percent = summary?.agreement?.percent ?? null;
  const shown =
    percent === null
      ? html`<span class="big">–</span>`
      : html`<span class="big">${percent.toFixed(percent === 100 ? 0 : 1)}<small>%</small></span>`;
  return html`<section aria-labelledby="agreement" class="agreement">
    <div class="gauge">
      ${ring(percent)}
      <h2 id="agreement">
        ${shown} <span class="soft">${percent === null ? "not compared" : "agreement"}</span>
      </h2>
    </div>
    <div>
      ${summary === null ? html`<p>${"problem" in gaps && forTrusted(visit, gaps.problem)}</p>` : sentence(summary, visit.now)}
      <ul class="tiles" aria-label="Open gaps by kind">
        ${summary !== null && gapKinds.map((kind) => tile(kind, summary.counts[kind]))}
      </ul>
      ${compareButton(overview)}
    </div>
  </section>`;
}
