import { checkPlex, checkStash } from "./check-sides.ts";
import { posterNow, posterThen } from "./posters.ts";
import { preview } from "./preview.ts";
import { proposeRules } from "./propose-rules.ts";
import { applySteps, planSteps } from "./run-steps.ts";
import type { SetupDeps } from "./setup-deps.ts";
import type { Setup } from "./setup.ts";

/** Sets both sides up, for whoever asks the questions: a terminal, or a page. */
export function createSetup(deps: SetupDeps): Setup {
  return {
    checkStash: async (choice, signal) => checkStash(choice, deps, signal),
    checkPlex: async (choice, signal) => checkPlex(choice, deps, signal),
    proposeRules: async (choices, signal) => proposeRules(choices, deps, signal),
    preview: async (choices, limit, signal) => preview(choices, limit, deps, signal),
    posterNow: async (choice, itemId, signal) => posterNow(choice, itemId, deps, signal),
    posterThen: async (choice, poster, signal) => posterThen(choice, poster, deps, signal),
    plan: async (choices, signal) => planSteps(choices, deps, signal),
    apply: async (choices, onStep, signal) => applySteps(choices, deps, onStep, signal),
  };
}
