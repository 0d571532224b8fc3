import { networkInterfaces } from "node:os";

import { registrationUrls } from "../../registration-urls.ts";
import { isInContainer } from "../../serving/container.ts";
import type { Settings } from "../../settings/settings.ts";
import { addressInPlex, addressInStash } from "../../setup/known-addresses.ts";
import type { PlexChoice, SetupChoices, StashChoice } from "../../setup/setup.ts";
import { settingsOf, type Terminal } from "../terminal.ts";
import { type GatherDeps, missing } from "./gather-deps.ts";

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

/** By which Plex and Stash reach this provider: as they know it already, else as this machine is likely reached. */
export async function askAddresses(
  gather: GatherDeps,
  stash: StashChoice,
  plex: PlexChoice | null,
): Promise<Pick<SetupChoices, "providerUrl" | "providerUrlForStash">> {
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
