import type { PlexCheck, PlexChoice, StashCheck, StashChoice } from "../../setup/setup.ts";
import { settingsOf } from "../terminal.ts";
import { type GatherDeps, missing } from "./gather-deps.ts";

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

/** Where Stash is, once it has proved right. */
export const chooseStash = (gather: GatherDeps): Promise<readonly [StashChoice, StashCheck]> =>
  until(
    gather,
    (attempt) => askStash(gather, attempt),
    (choice) => gather.setup.checkStash(choice, gather.terminal.stopping),
  );

/** Where Plex is, once it has proved right. */
export const choosePlex = (gather: GatherDeps): Promise<readonly [PlexChoice, PlexCheck]> =>
  until(
    gather,
    (attempt) => askPlex(gather, attempt),
    (choice) => gather.setup.checkPlex(choice, gather.terminal.stopping),
  );
