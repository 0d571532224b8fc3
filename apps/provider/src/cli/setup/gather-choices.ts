import { count } from "../../admin/time-words.ts";
import type {
  PlexCheck,
  PlexChoice,
  RuleProposal,
  SetupChoices,
  StashCheck,
  StashChoice,
} from "../../setup/setup.ts";
import { askAddresses } from "./ask-addresses.ts";
import { askSections } from "./ask-sections.ts";
import { choosePlex, chooseStash } from "./ask-servers.ts";
import type { GatherDeps } from "./gather-deps.ts";

/** What was gathered before anything is changed. */
export interface Gathered {
  readonly choices: SetupChoices;
  readonly stash: StashCheck;
  readonly plex: PlexCheck | null;
  readonly rules: RuleProposal | null;
}

async function askRules(
  { options, prompter, setup, say, terminal }: GatherDeps,
  stash: StashChoice,
  plex: PlexChoice,
  sectionKeys: readonly string[],
): Promise<{ readonly proposal: RuleProposal | null; readonly taken: SetupChoices["pathRules"] }> {
  if (!options.rules) return { proposal: null, taken: [] };
  const proposal = await setup.proposeRules({ stash, plex, sectionKeys }, terminal.stopping);
  for (const sentence of proposal.sentences) say(sentence);
  for (const { name, plex: from, stash: to, files } of proposal.rules) {
    say(`  ${name}: ${from} <-> ${to} (${count(files)} of ${count(proposal.sampled)} files)`);
  }
  const isTaken =
    proposal.rules.length > 0 && (await (prompter?.yesOrNo("Use these path rules?", true) ?? true));
  return { proposal, taken: isTaken ? proposal.rules.map(({ written }) => written) : [] };
}

/** Gathers every choice from flags, settings and, where somebody is there, answers. Changes nothing. */
export async function gatherChoices(gather: GatherDeps): Promise<Gathered> {
  const { options, say } = gather;
  const [stash, stashCheck] = await chooseStash(gather);
  say(`Stash ${stashCheck.version}: ${count(stashCheck.scenes)} scenes.`);
  const plexPart = options.noPlex ? null : await choosePlex(gather);
  const [plex, plexCheck] = plexPart ?? [null, null];
  if (plexCheck !== null)
    say(`Plex ${plexCheck.version}: ${count(plexCheck.sections.length)} film libraries.`);
  const sectionKeys = plexCheck === null ? [] : await askSections(gather, plexCheck);
  const addresses = await askAddresses(gather, stash, plex);
  const rules = plex === null ? null : await askRules(gather, stash, plex, sectionKeys);
  return {
    stash: stashCheck,
    plex: plexCheck,
    rules: rules?.proposal ?? null,
    choices: {
      stash,
      plex,
      ...addresses,
      sectionKeys,
      pathRules: rules?.taken ?? [],
      assignSections: options.assign ?? false,
      adopt: options.adopt ?? false,
      installPlugin: options.plugin ?? true,
      pluginSource: options.pluginSource,
    },
  };
}

/** What is decided after the preview was seen. */
export async function askWhatToDo(
  { options, prompter }: GatherDeps,
  choices: SetupChoices,
): Promise<SetupChoices> {
  if (prompter === null) return choices;
  const decide = async (said: boolean | null, question: string, suggestion: boolean) =>
    said ?? (await prompter.yesOrNo(question, suggestion));
  const withPlex = choices.plex !== null;
  return {
    ...choices,
    assignSections:
      withPlex &&
      (await decide(options.assign, "Let these libraries use this provider as their agent?", true)),
    adopt:
      withPlex &&
      (await decide(
        options.adopt,
        "Match the items that are there already to their scenes?",
        false,
      )),
    installPlugin: await decide(options.plugin, "Install the plugin in Stash?", true),
  };
}
