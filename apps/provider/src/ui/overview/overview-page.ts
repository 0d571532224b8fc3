import type { StatusReport } from "../../admin/status-report.ts";
import { type Html, html } from "../html.ts";
import type { Page } from "../page-kit.ts";
import { signInSection } from "../sign-in.ts";
import { forTrusted } from "../trusted-words.ts";
import { addressSection } from "./address-section.ts";
import { agreementSection } from "./agreement-section.ts";
import { jobsSection } from "./jobs-section.ts";
import { type Overview, ownRunsOf, problemsOf } from "./overview-data.ts";
import { rulesSection } from "./rules-section.ts";
import { serversSection } from "./servers-section.ts";
import { workSection } from "./work-section.ts";

const stateWords: Readonly<Record<StatusReport["state"], Html>> = {
  ready: html`<span class="state good">working</span>`,
  copying: html`<span class="state warn">copying Stash</span>`,
  degraded: html`<span class="state warn">working, with problems</span>`,
  unready: html`<span class="state bad">not working</span>`,
};

function problemsSection(overview: Overview): Html | null {
  const problems = problemsOf(overview);
  if (problems.length === 0) return null;
  const shown = new Set(problems.map((problem) => forTrusted(overview.visit, problem)));
  return html`<section aria-labelledby="problems" class="problems">
    <h2 id="problems">To be looked at</h2>
    <ul>
      ${[...shown].map((problem) => html`<li>${problem}</li>`)}
    </ul>
  </section>`;
}

/** A part of the page that the script keeps as it is now. */
const live = (id: string, content: Html | null): Html =>
  html`<div id="${id}" data-live>${content}</div>`;

/** The page that people see first. It needs no script. */
export function overviewPage(overview: Overview): Page {
  const { report, visit } = overview;
  const isBusy =
    report.mirror.phase === "first-sync" || overview.jobs.some(({ running }) => running);
  return {
    title: "Stash2Plex",
    current: "/ui",
    headline: html`<span class="soft">${report.version}</span>
      <span id="live-state" data-live>${stateWords[report.state]}</span>`,
    body: [
      html`<h1 class="unseen">Overview</h1>`,
      live("live-problems", problemsSection(overview)),
      signInSection(visit) ?? html``,
      live("live-agreement", agreementSection(overview)),
      live("live-servers", serversSection(overview)),
      live("live-work", workSection(overview)),
      live("live-jobs", jobsSection(overview.jobs, visit, ownRunsOf(overview))),
      addressSection(overview),
      rulesSection(report.pathRules, visit.trusted),
    ],
    liveParts: ["mirror", "sync", "jobs", "gaps"],
    ...(isBusy && { refreshSeconds: 5 }),
  };
}
