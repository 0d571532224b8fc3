import { watchedKeys } from "@stash2plex/engine/plex-mirror";
import { providerIdentifier } from "@stash2plex/shared/plex";
import type { PmsSection } from "@stash2plex/shared/pms";

import { settingsNow, withPlex, withStash } from "./connections.ts";
import type { SetupDeps } from "./setup-deps.ts";
import type { PlexCheck, PlexChoice, StashCheck, StashChoice } from "./setup.ts";

export interface Asked {
  readonly signal?: AbortSignal;
}

export const asked = (signal: AbortSignal | undefined): Asked =>
  signal === undefined ? {} : { signal };

/** Our provider's identifier, by the settings as they are now. */
export const ownIdentifier = (deps: SetupDeps): string =>
  providerIdentifier(settingsNow(deps).settings.providerIdSuffix ?? "");

export const isFilmSection = ({ type }: PmsSection): boolean => type === "movie";

/** Whether Stash answers, is new enough, lets us in, and what it has. */
export const checkStash = (
  choice: StashChoice,
  deps: SetupDeps,
  signal?: AbortSignal,
): Promise<StashCheck> =>
  withStash(choice, deps, async (api) => {
    const { text } = await api.version(asked(signal));
    const { scenes } = await api.counts(asked(signal));
    return { version: text, scenes, folders: await api.libraryFolders(asked(signal)) };
  });

/** Whether Plex answers, takes the token, knows providers, and what it has. */
export const checkPlex = (
  choice: PlexChoice,
  deps: SetupDeps,
  signal?: AbortSignal,
): Promise<PlexCheck> =>
  withPlex(choice, deps, async (pms) => {
    const { version } = await pms.identity(asked(signal));
    const sections = (await pms.sections(asked(signal))).filter(isFilmSection);
    // Only the owner may ask for these, and only a Plex that is new enough has them.
    await pms.providers(asked(signal));
    const groups = await pms.providerGroups(asked(signal));
    const identifier = ownIdentifier(deps);
    const ours = watchedKeys(sections, { chosen: [], identifier, groups });
    return { version, name: null, sections, ours: [...ours] };
  });
