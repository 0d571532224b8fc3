import type { LibraryChoice } from "../setup/setup.ts";
import { sendPage } from "../ui/page-headers.ts";
import { choiceOfPlex, choiceOfStash, rulesOf } from "./choices-of.ts";
import { type Draft, forgetFrom, foundBy } from "./draft.ts";
import { fieldsOf } from "./form.ts";
import { libraryPage, pathsPage } from "./library-page.ts";
import { posterRoutes } from "./poster-routes.ts";
import { previewPage } from "./preview-page.ts";
import { reachedSteps, type StepName } from "./steps.ts";
import {
  ask,
  failureOf,
  goTo,
  type StepDeps,
  type StepHandler,
  type StepRouter,
  type Visit,
} from "./visit.ts";
import { waitFor } from "./waiting.ts";

const PREVIEWED = 12;

/** Leads to the last page that can be shown, where this one cannot. */
export const once =
  (step: StepName, handler: StepHandler): StepHandler =>
  async (visit) => {
    const reached = reachedSteps(visit.draft);
    if (reached.includes(step)) await handler(visit);
    else goTo(visit, reached.at(-1) ?? "stash");
  };

function libraryOf(draft: Draft): LibraryChoice | null {
  const plex = choiceOfPlex(draft);
  const stash = choiceOfStash(draft);
  return plex === null || stash === null
    ? null
    : { stash, plex, sectionKeys: draft.sectionKeys ?? [] };
}

function startPreview(draft: Draft, deps: StepDeps): void {
  forgetFrom(draft, "preview");
  const library = libraryOf(draft);
  if (library === null) return;
  const choice = { ...library, pathRules: rulesOf(draft) };
  draft.tasks.preview = ask(deps, "Plex or Stash", 120, (signal) =>
    deps.setup.preview(choice, PREVIEWED, signal),
  );
}

async function chooseSections(visit: Visit, deps: StepDeps): Promise<void> {
  const { draft, form } = visit;
  const known = foundBy(draft.tasks.plex)?.sections.map(({ key }) => key) ?? [];
  const chosen = fieldsOf(form, "section").filter((key) => known.includes(key));
  forgetFrom(draft, "rules");
  draft.sectionKeys = chosen;
  draft.chosenRules = null;
  const library = libraryOf(draft);
  if (library === null || chosen.length === 0) {
    goTo(visit, "choices");
    return;
  }
  draft.tasks.rules = ask(deps, "Plex or Stash", 120, (signal) =>
    deps.setup.proposeRules(library, signal),
  );
  await waitFor(visit, "rules");
}

function addLibrary(router: StepRouter, deps: StepDeps): void {
  router.get(
    "library",
    once("library", (visit) => {
      const check = foundBy(visit.draft.tasks.plex);
      const problem = failureOf(visit.draft.tasks.rules, deps.secrets);
      if (check !== null) sendPage(visit.response, libraryPage(visit, check, problem));
    }),
  );
  router.post(
    "library",
    once("library", (visit) => chooseSections(visit, deps)),
  );
}

function addPaths(router: StepRouter, deps: StepDeps): void {
  router.get(
    "paths",
    once("paths", (visit) => {
      const proposal = foundBy(visit.draft.tasks.rules);
      if (proposal !== null) sendPage(visit.response, pathsPage(visit, proposal));
    }),
  );
  router.post(
    "paths",
    once("paths", async (visit) => {
      const { draft, form } = visit;
      const rules = foundBy(draft.tasks.rules)?.rules ?? [];
      const ticked = fieldsOf(form, "rule");
      draft.chosenRules = rules.flatMap((_rule, index) =>
        ticked.includes(String(index)) ? [index] : [],
      );
      startPreview(draft, deps);
      await waitFor(visit, "preview");
    }),
  );
}

function addPreview(router: StepRouter, deps: StepDeps): void {
  router.get(
    "preview",
    once("preview", async (visit) => {
      const { draft, response } = visit;
      if (draft.tasks.preview === null) startPreview(draft, deps);
      if (draft.tasks.preview?.state().state === "running") {
        await waitFor(visit, "preview");
        return;
      }
      const problem = failureOf(draft.tasks.preview, deps.secrets);
      sendPage(
        response,
        previewPage(visit, foundBy(draft.tasks.preview) ?? [], problem, deps.secrets),
      );
    }),
  );
  router.post(
    "preview",
    once("preview", async (visit) => {
      startPreview(visit.draft, deps);
      await waitFor(visit, "preview");
    }),
  );
  const posters = posterRoutes(deps);
  router.get("poster/now/:item", posters.now);
  router.get("poster/then/:scene", posters.then);
}

/** The library, the path rules, and what would become of twelve items: nothing of it writes anything. */
export function addLibrarySteps(router: StepRouter, deps: StepDeps): void {
  addLibrary(router, deps);
  addPaths(router, deps);
  addPreview(router, deps);
}
