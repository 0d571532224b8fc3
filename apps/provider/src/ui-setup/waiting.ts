import { html } from "../ui/html.ts";
import { sendPage } from "../ui/page-headers.ts";
import type { TaskName } from "./draft.ts";
import { setupFrame } from "./setup-frame.ts";
import type { StepName } from "./steps.ts";
import { goTo, PATIENCE_MS, type StepRouter, type Visit } from "./visit.ts";

interface Wait {
  readonly step: StepName;
  readonly sentence: string;
  /** Where to go with the answer, and without one. */
  readonly done: StepName;
  readonly failed: StepName;
}

const waits: Readonly<Record<TaskName, Wait>> = {
  stash: { step: "stash", sentence: "Asking Stash who it is", done: "plex", failed: "stash" },
  plex: {
    step: "plex",
    sentence: "Asking Plex for its libraries",
    done: "library",
    failed: "plex",
  },
  rules: {
    step: "library",
    sentence: "Comparing file names of Plex with those of Stash",
    done: "paths",
    failed: "library",
  },
  preview: {
    step: "preview",
    sentence: "Looking for the scenes of twelve items",
    done: "preview",
    failed: "preview",
  },
  plan: {
    step: "summary",
    sentence: "Looking what is done already on both sides",
    done: "summary",
    failed: "choices",
  },
};

const isTaskName = (name: string): name is TaskName => Object.hasOwn(waits, name);

function waitingPage({ context }: Visit, { step, sentence }: Wait): string {
  const body = html`<section aria-labelledby="step" class="setup-narrow" data-poll>
    <h2 id="step">${sentence}</h2>
    <progress aria-labelledby="step"></progress>
    <p class="soft">This page goes on by itself. Nothing is written meanwhile.</p>
  </section>`;
  return setupFrame({ context, title: sentence, step, body, refreshSeconds: 2 });
}

/** Goes on with the answer, or to the page that says that it takes a while. */
export async function waitFor(visit: Visit, name: TaskName): Promise<void> {
  const { draft } = visit;
  await draft.tasks[name]?.settled(PATIENCE_MS);
  const state = draft.tasks[name]?.state().state ?? "failed";
  goTo(visit, state === "running" ? `wait/${name}` : waits[name][state]);
}

/** The pages that are looked at while a question is under way. */
export function addWaiting(router: StepRouter): void {
  router.get("wait/:task", async (visit) => {
    const { task = "" } = visit.request.params;
    const name = typeof task === "string" ? task : "";
    if (!isTaskName(name)) {
      goTo(visit, "");
      return;
    }
    if (visit.draft.tasks[name]?.state().state === "running") {
      sendPage(visit.response, waitingPage(visit, waits[name]));
    } else await waitFor(visit, name);
  });
}
