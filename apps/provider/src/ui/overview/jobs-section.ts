import type { JobReport } from "../../admin/job-board.ts";
import { actionForm } from "../form.ts";
import { type Html, html } from "../html.ts";
import type { Visit } from "../page-kit.ts";
import { isoMoment } from "../times.ts";
import { forTrusted } from "../trusted-words.ts";

const titles: Readonly<Record<string, string>> = {
  compare: "Compare both sides",
  reconcile: "Bring to Plex anew",
  follow: "Follow Stash",
  "id-pass": "Look for deleted scenes",
  "full-pass": "Read all of Stash",
  "plex-pass": "Read all of Plex",
};

export const jobTitle = (name: string): string => titles[name] ?? name;

type Outcome = NonNullable<NonNullable<JobReport["lastRun"]>["outcome"]>;

const outcomes: Readonly<Record<Outcome, Html>> = {
  done: html`<span class="good">done</span>`,
  failed: html`<span class="bad">failed</span>`,
  cancelled: html`<span class="warn">cancelled</span>`,
  interrupted: html`<span class="warn">interrupted by a stop of this program</span>`,
};

interface LastRun {
  readonly at: string | null;
  readonly outcome: Outcome | null;
  readonly summary: string | null;
}

/** Jobs that the copies of both sides also do by themselves, with when that was last; ISO times. */
export type OwnRuns = Readonly<Record<string, string | null>>;

/** The last run that is on record, or the one that ended since the start. */
function recordedRun({ lastRun, endedAt, problem }: JobReport): LastRun | null {
  if (lastRun !== null) return { at: lastRun.endedAt ?? lastRun.startedAt, ...lastRun };
  if (endedAt === null) return null;
  return { at: endedAt, outcome: problem === null ? "done" : "failed", summary: problem };
}

function lastRunOf(job: JobReport, ownRuns: OwnRuns): LastRun | null {
  const recorded = recordedRun(job);
  const own = ownRuns[job.name] ?? null;
  const isOwnLater = own !== null && Date.parse(own) > Date.parse(recorded?.at ?? "1970-01-01");
  return isOwnLater ? { at: own, outcome: "done", summary: null } : recorded;
}

function state(job: JobReport, visit: Visit, ownRuns: OwnRuns): Html {
  const { now } = visit;
  if (job.running)
    return html`<span class="pill good">running</span> since ${isoMoment(job.startedAt, now)}`;
  const last = lastRunOf(job, ownRuns);
  if (last === null) return html`<span class="soft">has not run</span>`;
  return html`${last.outcome !== null && outcomes[last.outcome]}
  ${isoMoment(last.at, now)}${last.summary !== null && html`<br /><span class="soft">${forTrusted(visit, last.summary)}</span>`}`;
}

function plan({ name, schedule, nextRunAt }: JobReport, now: number, ownRuns: OwnRuns): Html {
  if (schedule === null)
    return html`<span class="soft">${name in ownRuns ? "by itself" : "only by hand"}</span>`;
  return html`${schedule}${nextRunAt !== null && html`<br /><span class="soft">next ${isoMoment(nextRunAt, now)}</span>`}`;
}

function button(job: JobReport, visit: Visit): Html | null {
  if (!visit.trusted) return null;
  const title = jobTitle(job.name);
  if (!job.running) {
    const label = "Run now";
    return actionForm(visit, {
      action: `/ui/jobs/${job.name}/run`,
      label,
      name: `${label}: ${title}`,
    });
  }
  if (!job.canCancel) return null;
  const label = "Cancel";
  return actionForm(visit, {
    action: `/ui/jobs/${job.name}/cancel`,
    label,
    name: `${label}: ${title}`,
  });
}

function row(job: JobReport, visit: Visit, ownRuns: OwnRuns): Html {
  return html`<li>
    <div>
      <h3>${jobTitle(job.name)}</h3>
      <p class="soft">${job.about}</p>
    </div>
    <div><span class="label">Last run</span> ${state(job, visit, ownRuns)}</div>
    <div><span class="label">Schedule</span> ${plan(job, visit.now, ownRuns)}</div>
    <div class="act">${button(job, visit)}</div>
  </li>`;
}

/** What runs by itself or by hand, with what came of it. */
export function jobsSection(jobs: readonly JobReport[], visit: Visit, ownRuns: OwnRuns): Html {
  const places = Object.keys(titles);
  const inOrder = [...jobs].sort(
    (one, other) => places.indexOf(one.name) - places.indexOf(other.name),
  );
  return html`<section aria-labelledby="jobs">
    <h2 id="jobs">Jobs</h2>
    <ul class="rows jobs">
      ${inOrder.map((job) => row(job, visit, ownRuns))}
    </ul>
  </section>`;
}
