import { networkInterfaces } from "node:os";

import type { PmsSection } from "@stash2plex/shared/pms";

import { registrationUrls } from "../../registration-urls.ts";
import { isInContainer } from "../../serving/container.ts";
import { OperatorError } from "../../serving/operator-error.ts";
import type { Settings } from "../../settings/settings.ts";
import { addressInPlex, addressInStash } from "../../setup/known-addresses.ts";
import type { SetupDeps } from "../../setup/setup-deps.ts";
import type {
  PlexCheck,
  PlexChoice,
  RuleProposal,
  Setup,
  SetupChoices,
  StashCheck,
  StashChoice,
} from "../../setup/setup.ts";
import { count } from "../../admin/time-words.ts";
import { settingsOf, type Terminal } from "../terminal.ts";
import type { Prompter } from "./prompter.ts";
import type { SetupOptions } from "./setup-options.ts";

/** What was gathered before anything is changed. */
export interface Gathered {
  readonly choices: SetupChoices;
  readonly stash: StashCheck;
  readonly plex: PlexCheck | null;
  readonly rules: RuleProposal | null;
}

export interface GatherDeps {
  readonly options: SetupOptions;
  readonly setup: Setup;
  readonly deps: SetupDeps;
  readonly terminal: Terminal;
  /** Null: nobody is there to be asked. */
  readonly prompter: Prompter | null;
  /** What was found, for people. */
  readonly say: (text: string) => void;
}

/** Asks until the answer proves right; without a person the first answer must. */
async function until<Choice, Checked>(
  { prompter, say }: GatherDeps,
  ask: (attempt: number) => Promise<Choice>,
  check: (choice: Choice) => Promise<Checked>,
): Promise<readonly [Choice, Checked]> {
  for (let attempt = 0; ; attempt += 1) {
    const choice = await ask(attempt);
    try {
      return [choice, await check(choice)];
    } catch (error) {
      if (prompter === null || !(error instanceof Error)) throw error;
      say(error.message);
    }
  }
}

const missing = (flags: string): OperatorError =>
  new OperatorError(
    `Say ${flags}: nobody can be asked here. "stash2plex setup --help" lists what can be said.`,
  );

/** A flag counts for the first attempt; after it proved wrong the person is asked. */
const firstOf = (attempt: number, flag: string | null): string | null =>
  attempt === 0 ? flag : null;

async function askStash(gather: GatherDeps, attempt: number): Promise<StashChoice> {
  const { options, prompter, terminal } = gather;
  const { stashUrl, stashApiKey } = settingsOf(terminal).settings;
  const url =
    firstOf(attempt, options.stashUrl) ??
    (prompter === null
      ? stashUrl
      : await prompter.text("Address of Stash", stashUrl ?? "http://localhost:9999"));
  if (url === null) throw missing("--stash-url");
  const given = firstOf(attempt, options.stashApiKey);
  if (given !== null) return { url, apiKey: given };
  // A key belongs to its Stash: it is not sent to another one.
  const kept = url === stashUrl ? stashApiKey : null;
  if (prompter === null || (attempt === 0 && options.stashUrl !== null))
    return { url, apiKey: kept };
  const hint = kept === null ? "empty: none" : "empty: the one that is set";
  const typed = await prompter.secret(`API key of Stash (Settings, Security; ${hint})`);
  return { url, apiKey: typed === "" ? kept : typed };
}

async function askPlex(gather: GatherDeps, attempt: number): Promise<PlexChoice> {
  const { options, prompter, terminal } = gather;
  const { plexUrl, plexToken } = settingsOf(terminal).settings;
  const url =
    firstOf(attempt, options.plexUrl) ??
    (prompter === null
      ? plexUrl
      : await prompter.text("Address of Plex", plexUrl ?? "http://localhost:32400"));
  if (url === null) throw missing("--plex-url, or --no-plex");
  const given = firstOf(attempt, options.plexToken);
  if (given !== null) return { url, token: given };
  const kept = url === plexUrl ? plexToken : null;
  if (prompter === null) {
    if (kept === null) throw missing("--plex-token-file or --plex-preferences");
    return { url, token: kept };
  }
  const hint = kept === null ? "" : " (empty: the one that is set)";
  const typed = await prompter.secret(`X-Plex-Token of the server's owner${hint}`);
  return { url, token: typed === "" ? (kept ?? "") : typed };
}

const isMeant = ({ key, title }: PmsSection, name: string): boolean =>
  name.trim() === key || name.trim().toLowerCase() === title.trim().toLowerCase();

/** The keys of the named sections. */
function keysOf(names: readonly string[], { sections }: PlexCheck): readonly string[] {
  const keys = names.map((name) => {
    const section = sections.find((candidate) => isMeant(candidate, name));
    if (section !== undefined) return section.key;
    const known = sections.map(({ title }) => `"${title}"`).join(", ");
    throw new OperatorError(`Plex has no film library "${name.trim()}"; it has ${known}.`);
  });
  return [...new Set(keys)];
}

const sectionLine = ({ key, title, locations }: PmsSection, ours: boolean): string =>
  `  ${key.padStart(3)}  ${title}${ours ? " (uses Stash2Plex)" : ""}: ${locations.map(({ path }) => path).join(", ")}`;

async function askSections(gather: GatherDeps, check: PlexCheck): Promise<readonly string[]> {
  const { options, prompter, say } = gather;
  if (check.sections.length === 0) {
    throw new OperatorError(
      "Plex has no film library. Make one for these files (type Films, not Other Videos), then run the set-up again.",
    );
  }
  if (options.sections.length > 0) return keysOf(options.sections, check);
  if (prompter === null) {
    if (check.ours.length > 0) return check.ours;
    throw missing("--section, once for each library");
  }
  say("Film libraries of Plex:");
  for (const section of check.sections) say(sectionLine(section, check.ours.includes(section.key)));
  const [only, another] = check.sections;
  const suggestion =
    check.ours.length > 0
      ? check.ours.join(", ")
      : another === undefined
        ? (only?.key ?? null)
        : null;
  for (;;) {
    const answer = await prompter.text(
      "Which are to show what Stash knows (numbers or names, with commas)",
      suggestion,
    );
    const names = answer.split(",").filter((name) => name.trim() !== "");
    try {
      if (names.length > 0) return keysOf(names, check);
      say("Choose at least one.");
    } catch (error) {
      if (!(error instanceof OperatorError)) throw error;
      say(error.message);
    }
  }
}

/** The address of this machine that Plex elsewhere can most likely reach; null: none is. */
function likelyAddress(terminal: Terminal, settings: Settings): string | null {
  const inContainer = isInContainer(terminal.env);
  const all = registrationUrls({
    ...settings,
    providerSecret: null,
    interfaces: networkInterfaces(),
    inContainer,
  });
  return all.find(({ warning }) => warning === null)?.url ?? null;
}

async function askAddress(
  { prompter }: GatherDeps,
  flag: string | null,
  { question, missingFlag }: { readonly question: string; readonly missingFlag: string },
  suggestion: string | null,
): Promise<string> {
  if (flag !== null) return flag;
  if (prompter !== null) {
    for (;;) {
      const answer = await prompter.text(question, suggestion);
      if (answer !== "") return answer;
    }
  }
  if (suggestion !== null) return suggestion;
  throw missing(missingFlag);
}

const withoutSecret = (url: string, { providerSecret }: Settings): string =>
  providerSecret === null ? url : url.replace(new RegExp(`/${providerSecret}/?$`), "");

async function askAddresses(gather: GatherDeps, stash: StashChoice, plex: PlexChoice | null) {
  const { options, terminal, deps } = gather;
  const { settings } = settingsOf(terminal);
  const known = plex === null ? null : await addressInPlex(plex, deps, terminal.stopping);
  const likely = likelyAddress(terminal, settings);
  const question = "Address of this provider, as Plex reaches it";
  const providerUrl =
    plex === null
      ? (options.providerUrl ?? options.providerUrlForStash ?? likely ?? "http://127.0.0.1:9998")
      : await askAddress(
          gather,
          options.providerUrl,
          { question, missingFlag: "--provider-url" },
          known === null ? likely : withoutSecret(known, settings),
        );
  const inStash = await addressInStash(stash, deps, terminal.stopping);
  const providerUrlForStash = await askAddress(
    gather,
    options.providerUrlForStash,
    {
      question: "Address of this provider, as Stash reaches it",
      missingFlag: "--provider-url-for-stash",
    },
    inStash ?? withoutSecret(providerUrl, settings),
  );
  return { providerUrl, providerUrlForStash };
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
  const { options, setup, say, terminal } = gather;
  const { stopping } = terminal;
  const [stash, stashCheck] = await until(
    gather,
    (attempt) => askStash(gather, attempt),
    (choice) => setup.checkStash(choice, stopping),
  );
  say(`Stash ${stashCheck.version}: ${count(stashCheck.scenes)} scenes.`);
  const plexPart = options.noPlex
    ? null
    : await until(
        gather,
        (attempt) => askPlex(gather, attempt),
        (choice) => setup.checkPlex(choice, stopping),
      );
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
