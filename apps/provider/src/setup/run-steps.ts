import type { SetupDeps } from "./setup-deps.ts";
import { failureSentence, type OpenedRun, openRun, type StepWork } from "./setup-run.ts";
import type { SetupChoices, SetupStep, SetupStepId } from "./setup.ts";
import { adoptStep } from "./steps/adopt-step.ts";
import { agentStep } from "./steps/agent-step.ts";
import { compareStep } from "./steps/compare-step.ts";
import { pluginSettingsStep } from "./steps/plugin-settings-step.ts";
import { pluginSourceStep } from "./steps/plugin-source-step.ts";
import { pluginStep } from "./steps/plugin-step.ts";
import { providerStep } from "./steps/provider-step.ts";
import { sectionsStep } from "./steps/sections-step.ts";
import { settingsStep } from "./steps/settings-step.ts";

const steps: readonly StepWork[] = [
  settingsStep,
  providerStep,
  agentStep,
  sectionsStep,
  pluginSourceStep,
  pluginStep,
  pluginSettingsStep,
  adoptStep,
  compareStep,
];

type Outcome = Pick<SetupStep, "state" | "result">;

async function withRun<Result>(
  choices: SetupChoices,
  deps: SetupDeps,
  signal: AbortSignal | undefined,
  work: (run: OpenedRun) => Promise<Result>,
): Promise<Result> {
  const run = openRun(choices, deps, signal);
  try {
    return await work(run);
  } finally {
    await run.close();
  }
}

const stepOf = ({ id, sentence }: StepWork, run: OpenedRun, outcome: Outcome): SetupStep => ({
  id,
  sentence: run.redact(sentence(run.choices)),
  state: outcome.state,
  result: outcome.result === null ? null : run.redact(outcome.result),
});

const failed = (error: unknown): Outcome => ({ state: "failed", result: failureSentence(error) });

/** What there is to do; nothing is changed. */
export const planSteps = (
  choices: SetupChoices,
  deps: SetupDeps,
  signal?: AbortSignal,
): Promise<readonly SetupStep[]> =>
  withRun(choices, deps, signal, async (run) => {
    const planned: SetupStep[] = [];
    for (const work of steps) {
      const outcome = await work.look(run).catch(failed);
      planned.push(stepOf(work, run, outcome));
    }
    return planned;
  });

/** Does every step in its order; what needs a failed one is passed by. */
export const applySteps = (
  choices: SetupChoices,
  deps: SetupDeps,
  onStep: (step: SetupStep) => void,
  signal?: AbortSignal,
): Promise<readonly SetupStep[]> =>
  withRun(choices, deps, signal, async (run) => {
    const ended: SetupStep[] = [];
    const missing = new Set<SetupStepId>();
    for (const work of steps) {
      const isPassedBy = work.needs.some((id) => missing.has(id));
      const tell = (outcome: Outcome): void => onStep(stepOf(work, run, outcome));
      const outcome = isPassedBy ? passedBy : await tryStep(work, run, tell);
      if (outcome.state === "failed" || isPassedBy) missing.add(work.id);
      if (outcome.state === "done") run.changed.add(work.id);
      const step = stepOf(work, run, outcome);
      ended.push(step);
      onStep(step);
    }
    return ended;
  });

const passedBy: Outcome = { state: "skipped", result: "Not tried, because what it needs failed." };

async function tryStep(
  work: StepWork,
  run: OpenedRun,
  tell: (outcome: Outcome) => void,
): Promise<Outcome> {
  if (run.signal?.aborted === true) return { state: "to-do", result: "Stopped before this." };
  try {
    tell({ state: "running", result: null });
    const looked = await work.look(run);
    if (looked.state !== "to-do") return looked;
    return await work.act(run, (result) => tell({ state: "running", result }));
  } catch (error) {
    return failed(error);
  }
}
