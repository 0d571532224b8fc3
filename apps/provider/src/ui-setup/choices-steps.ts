import { callerAddress } from "../plex-routes/caller-address.ts";
import { registrationUrl } from "../registration-urls.ts";
import { sendPage } from "../ui/page-headers.ts";
import { choiceOfPlex, setupChoicesOf } from "./choices-of.ts";
import { choicesPage, type ShownChoices } from "./choices-page.ts";
import { type EnteredChoices, forgetFrom, foundBy } from "./draft.ts";
import { fieldOf, isTicked } from "./form.ts";
import { once } from "./library-steps.ts";
import { runPage, summaryPage } from "./run-pages.ts";
import { readAddress } from "./server-address.ts";
import { ask, failureOf, goTo, type StepDeps, type StepRouter, type Visit } from "./visit.ts";
import { waitFor } from "./waiting.ts";

const EXAMPLE = "http://192.168.1.10:9998";

/** As they are when nobody has chosen yet. */
function proposedChoices({ request, draft }: Visit, deps: StepDeps): EnteredChoices {
  const here = callerAddress(request, deps.own().publicUrl);
  const isNew = (draft.sectionKeys ?? []).some(
    (key) => foundBy(draft.tasks.plex)?.ours.includes(key) !== true,
  );
  return {
    assignSections: isNew,
    adopt: (draft.sectionKeys ?? []).length > 0,
    installPlugin: true,
    addressForPlex: here,
    addressForStash: here,
  };
}

function shownChoices(visit: Visit, deps: StepDeps): ShownChoices {
  const choices = visit.draft.choices ?? proposedChoices(visit, deps);
  const { inContainer, providerSecret } = deps.own();
  const { addressForPlex } = choices;
  const isAddress = URL.canParse(addressForPlex);
  return {
    choices,
    warning: isAddress ? registrationUrl(addressForPlex, null, inContainer).warning : null,
    hasSecret: providerSecret !== null,
  };
}

/** Keeps what was entered; a sentence when an address is none. */
function takeChoices(visit: Visit, deps: StepDeps): string | null {
  const { draft, form } = visit;
  const forStash = readAddress(fieldOf(form, "for-stash"), EXAMPLE);
  const hasPlex = choiceOfPlex(draft) !== null;
  const forPlex = hasPlex ? readAddress(fieldOf(form, "for-plex"), EXAMPLE) : forStash;
  draft.choices = {
    assignSections: isTicked(form, "assign"),
    adopt: isTicked(form, "adopt"),
    installPlugin: isTicked(form, "plugin"),
    addressForPlex: forPlex.ok ? forPlex.address : fieldOf(form, "for-plex"),
    addressForStash: forStash.ok ? forStash.address : fieldOf(form, "for-stash"),
  };
  forgetFrom(draft, "plan");
  if (!forPlex.ok) return forPlex.sentence;
  if (!forStash.ok) return forStash.sentence;
  startPlan(visit, deps);
  return null;
}

function startPlan({ draft }: Visit, deps: StepDeps): void {
  const choices = setupChoicesOf(draft, deps.own());
  if (choices === null) return;
  draft.tasks.plan = ask(deps, "Plex or Stash", 60, (signal) => deps.setup.plan(choices, signal));
}

function addChoices(router: StepRouter, deps: StepDeps): void {
  router.get(
    "choices",
    once("choices", (visit) => {
      const problem = failureOf(visit.draft.tasks.plan, deps.secrets);
      sendPage(visit.response, choicesPage(visit, shownChoices(visit, deps), problem));
    }),
  );
  router.post(
    "choices",
    once("choices", async (visit) => {
      const problem = takeChoices(visit, deps);
      if (problem === null) await waitFor(visit, "plan");
      else sendPage(visit.response, choicesPage(visit, shownChoices(visit, deps), problem), 422);
    }),
  );
}

function addSummary(router: StepRouter, deps: StepDeps): void {
  router.get(
    "summary",
    once("summary", async (visit) => {
      const { draft, response } = visit;
      const planned = foundBy(draft.tasks.plan);
      if (planned !== null) {
        sendPage(response, summaryPage(visit, planned, deps.secrets));
        return;
      }
      if (draft.tasks.plan === null) startPlan(visit, deps);
      await waitFor(visit, "plan");
    }),
  );
}

function addRun(router: StepRouter, deps: StepDeps): void {
  router.post("run", (visit) => {
    const { draft } = visit;
    const choices = setupChoicesOf(draft, deps.own());
    const planned = foundBy(draft.tasks.plan);
    if (deps.run.state()?.isOver === false) goTo(visit, "run");
    else if (choices === null || planned === null) goTo(visit, "choices");
    else {
      deps.run.start(choices, planned);
      // What was planned is true no longer once this has begun.
      forgetFrom(draft, "plan");
      goTo(visit, "run");
    }
  });
  router.get("run", (visit) => {
    const state = deps.run.state();
    if (state === null) goTo(visit, "");
    else sendPage(visit.response, runPage(visit, state, deps.secrets));
  });
}

/** What is to be done, the plan of it, and the doing. */
export function addChoicesSteps(router: StepRouter, deps: StepDeps): void {
  addChoices(router, deps);
  addSummary(router, deps);
  addRun(router, deps);
}
