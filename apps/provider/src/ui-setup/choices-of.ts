import type { PlexChoice, SetupChoices, StashChoice } from "../setup/setup.ts";
import { type Draft, foundBy } from "./draft.ts";
import { secretFor } from "./kept-secret.ts";
import type { OwnAddress } from "./visit.ts";

/** The Stash that was entered and answered, or null. */
export function choiceOfStash({ stash, tasks }: Draft): StashChoice | null {
  if (foundBy(tasks.stash) === null) return null;
  const secret = secretFor(stash.address, "", stash.secret);
  return { url: stash.address, apiKey: secret?.value ?? null };
}

/** The Plex that was entered and answered, or null. */
export function choiceOfPlex({ plex, withoutPlex, tasks }: Draft): PlexChoice | null {
  if (withoutPlex || foundBy(tasks.plex) === null) return null;
  const secret = secretFor(plex.address, "", plex.secret);
  return secret === null ? null : { url: plex.address, token: secret.value };
}

/** The rules that were ticked, as they are written into the settings. */
export function rulesOf({ tasks, chosenRules }: Draft): SetupChoices["pathRules"] {
  const proposed = foundBy(tasks.rules)?.rules ?? [];
  return proposed
    .filter((_rule, index) => chosenRules?.includes(index) ?? true)
    .map(({ written }) => written);
}

/** Everything that was decided, or null while something is missing. */
export function setupChoicesOf(
  draft: Draft,
  { providerSecret }: Pick<OwnAddress, "providerSecret">,
): SetupChoices | null {
  const stash = choiceOfStash(draft);
  const plex = choiceOfPlex(draft);
  const { choices, withoutPlex } = draft;
  if (stash === null || choices === null || (plex === null && !withoutPlex)) return null;
  const { addressForPlex, addressForStash, assignSections, adopt, installPlugin } = choices;
  const sectionKeys = plex === null ? [] : (draft.sectionKeys ?? []);
  const hasSections = sectionKeys.length > 0;
  return {
    stash,
    plex,
    providerUrl: providerSecret === null ? addressForPlex : `${addressForPlex}/${providerSecret}`,
    providerUrlForStash: addressForStash,
    sectionKeys,
    pathRules: hasSections ? rulesOf(draft) : [],
    assignSections: assignSections && hasSections,
    adopt: adopt && hasSections,
    installPlugin,
    pluginSource: null,
  };
}
