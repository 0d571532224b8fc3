import { createRedact } from "../../logging/redaction.ts";
import { EXIT_FAILED, OperatorError } from "../../serving/operator-error.ts";
import { secretValues } from "../../settings/settings.ts";
import { createSetup } from "../../setup/create-setup.ts";
import type { PreviewRow, SetupChoices, SetupStep } from "../../setup/setup.ts";
import { type Command, settingsOf, type Terminal } from "../terminal.ts";
import { askWhatToDo, type Gathered, gatherChoices } from "./gather-choices.ts";
import type { GatherDeps } from "./gather-deps.ts";
import { type SetupHere, setupHere } from "./here.ts";
import { createPrompter, type Prompter } from "./prompter.ts";
import { readSetupOptions, type SetupOptions } from "./setup-options.ts";
import { previewLines, stepLine } from "./setup-words.ts";

const PREVIEWED = 12;

/** Somebody can be asked: a terminal on both ends, and no wish to go without. */
const prompterOf = (terminal: Terminal, options: SetupOptions): Prompter | null =>
  terminal.stdin?.isTTY === true && !options.yes && !options.json ? createPrompter(terminal) : null;

const secretsOf = (terminal: Terminal, options: SetupOptions): readonly string[] => [
  ...secretValues(settingsOf(terminal).settings),
  ...[options.stashApiKey, options.plexToken].filter((value) => value !== null),
];

async function previewOf(
  gather: GatherDeps,
  { choices }: Gathered,
): Promise<readonly PreviewRow[]> {
  const { plex } = choices;
  if (plex === null) return [];
  const { setup, say, terminal } = gather;
  const rows = await setup.preview({ ...choices, plex }, PREVIEWED, terminal.stopping);
  if (rows.length > 0) say(`\nSome items as they are, and as they would be:\n`);
  for (const line of previewLines(rows)) say(line);
  return rows;
}

async function isWanted(gather: GatherDeps, choices: SetupChoices): Promise<boolean> {
  const { setup, say, prompter, options, terminal } = gather;
  if (prompter === null && !options.dryRun) return true;
  say("\nWhat there is to do:\n");
  for (const step of await setup.plan(choices, terminal.stopping)) say(stepLine(step));
  if (options.dryRun) return false;
  return (await prompter?.yesOrNo("\nGo on?", true)) ?? true;
}

async function applied(
  { setup, say, terminal }: GatherDeps,
  choices: SetupChoices,
): Promise<readonly SetupStep[]> {
  const isWatched = terminal.stderr.isTTY === true;
  const steps = await setup.apply(
    choices,
    (step) => {
      if (step.state !== "running") {
        if (isWatched) terminal.stderr.write("\r\u001B[2K");
        say(stepLine(step));
      } else if (isWatched) terminal.stderr.write(`\r\u001B[2K${stepLine(step)}`);
    },
    terminal.stopping,
  );
  return steps;
}

const hasFailed = (steps: readonly SetupStep[]): boolean =>
  steps.some(({ state }) => state === "failed");

function endWords(steps: readonly SetupStep[], here: SetupHere): readonly string[] {
  const start = here.isProviderHere()
    ? [
        'The provider ran for the set-up only: start it for good now, with "stash2plex serve" or its container.',
      ]
    : [];
  return hasFailed(steps)
    ? [
        "",
        "Not all could be done. Put right what failed, then run the set-up again: what is done stays done.",
        ...start,
      ]
    : ["", "Everything is set up.", ...start];
}

interface Report {
  readonly gathered: Gathered;
  readonly preview: readonly PreviewRow[];
  readonly steps: readonly SetupStep[];
  readonly applied: boolean;
}

const asJson = ({ gathered, preview, steps, applied: isApplied }: Report): string => {
  const { stash, plex, rules } = gathered;
  return JSON.stringify(
    { schema: 1, applied: isApplied, stash, plex, rules, preview, steps },
    null,
    2,
  );
};

async function setUp(gather: GatherDeps, here: SetupHere): Promise<Report> {
  const gathered = await gatherChoices(gather);
  const preview = await previewOf(gather, gathered);
  const choices = await askWhatToDo(gather, gathered.choices);
  if (!(await isWanted(gather, choices))) {
    if (!gather.options.dryRun) throw new OperatorError("Nothing was changed.");
    const steps = await gather.setup.plan(choices, gather.terminal.stopping);
    gather.say("\nNothing was changed.");
    return { gathered, preview, steps, applied: false };
  }
  // From here on Ctrl-C ends the program, as everywhere.
  gather.prompter?.close();
  gather.say("");
  const steps = await applied(gather, choices);
  for (const line of endWords(steps, here)) gather.say(line);
  return { gathered, preview, steps, applied: true };
}

/** Sets both sides up, with questions where somebody is there to answer them. */
export const setupCommand: Command = async (args, terminal) => {
  const options = readSetupOptions(args, terminal);
  const here = setupHere(terminal, options.dryRun);
  const prompter = prompterOf(terminal, options);
  const redact = createRedact(secretsOf(terminal, options));
  const output = options.json ? terminal.stderr : terminal.stdout;
  const gather: GatherDeps = {
    options,
    setup: createSetup(here.deps),
    deps: here.deps,
    terminal,
    prompter,
    say: (text) => {
      output.write(`${redact(text)}\n`);
    },
  };
  try {
    const report = await setUp(gather, here);
    if (options.json) terminal.stdout.write(`${redact(asJson(report))}\n`);
    return hasFailed(report.steps) ? EXIT_FAILED : 0;
  } finally {
    prompter?.close();
    await here.close();
  }
};
