import { errorMessage } from "@stash2plex/shared/error-message";

import type { Setup, SetupChoices, SetupStep } from "../setup/setup.ts";

/** How far the doing is. */
export interface RunState {
  readonly steps: readonly SetupStep[];
  readonly isOver: boolean;
  /** Why it could not go on at all; null: it could. */
  readonly problem: string | null;
  /** What is left for people to do in Plex. */
  readonly left: "nothing" | "library" | "everything";
}

function leftOf({ plex, sectionKeys }: SetupChoices): RunState["left"] {
  if (plex === null) return "everything";
  return sectionKeys.length === 0 ? "library" : "nothing";
}

/** The doing: one for the whole program, whoever looks at it. */
export interface SetupRun {
  /** Null: nothing was begun since the start. */
  state(): RunState | null;
  /** Begins, unless it runs already. */
  start(choices: SetupChoices, planned: readonly SetupStep[]): void;
  /** Ends it; what is done stays done, and the next run goes on from there. */
  stop(): Promise<void>;
}

export function createSetupRun(setup: Pick<Setup, "apply">): SetupRun {
  let current: RunState | null = null;
  let stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();

  const take = (step: SetupStep): void => {
    if (current === null) return;
    const isKnown = current.steps.some(({ id }) => id === step.id);
    const steps = isKnown
      ? current.steps.map((known) => (known.id === step.id ? step : known))
      : [...current.steps, step];
    current = { ...current, steps };
  };
  const apply = async (choices: SetupChoices): Promise<void> => {
    let problem: string | null = null;
    try {
      for (const step of await setup.apply(choices, take, stopping.signal)) take(step);
    } catch (error) {
      problem = errorMessage(error);
    }
    if (current !== null) current = { ...current, isOver: true, problem };
  };
  return {
    state: () => current,
    start: (choices, planned) => {
      if (current?.isOver === false) return;
      stopping = new AbortController();
      current = { steps: planned, isOver: false, problem: null, left: leftOf(choices) };
      running = apply(choices);
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
