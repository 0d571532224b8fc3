import { type Draft, foundBy } from "./draft.ts";

/** The steps in their order, as people see them. */
export const stepTitles = {
  stash: "Stash",
  plex: "Plex",
  library: "Library",
  paths: "Paths",
  preview: "Before and after",
  choices: "Choices",
  summary: "Summary",
} as const;

export type StepName = keyof typeof stepTitles;

export const stepNames = Object.keys(stepTitles) as readonly StepName[];

export const addressOfStep = (step: StepName): string => `/ui/setup/${step}`;

/** The steps for which everything is known: those that can be gone to. */
export function reachedSteps(draft: Draft): readonly StepName[] {
  const { tasks, withoutPlex, sectionKeys } = draft;
  const stash = foundBy(tasks.stash) !== null;
  const plex = stash && !withoutPlex && foundBy(tasks.plex) !== null;
  const hasSections = plex && sectionKeys !== null && sectionKeys.length > 0;
  const rules = hasSections && foundBy(tasks.rules) !== null;
  const isReached: Readonly<Record<StepName, boolean>> = {
    stash: true,
    plex: stash,
    library: plex,
    paths: rules,
    preview: rules,
    choices: rules || (stash && withoutPlex) || (plex && sectionKeys?.length === 0),
    summary: false,
  };
  const isAll = isReached.choices && draft.choices !== null;
  return stepNames.filter((step) => (step === "summary" ? isAll : isReached[step]));
}
