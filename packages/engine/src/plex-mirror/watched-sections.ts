import type { PmsProviderGroup, PmsSection } from "@stash2plex/shared/pms";

import { isSameTitle } from "./section-title.ts";

export interface SectionChoice {
  /** Titles or keys; none: only sections whose agent is ours. */
  readonly chosen: readonly string[];
  /** Our provider's identifier. */
  readonly identifier: string;
  readonly groups: readonly PmsProviderGroup[];
}

/** Whether one of the names is the title or the key of a section. */
export const isNamed = (
  { key, title }: Pick<PmsSection, "key" | "title">,
  names: readonly string[],
): boolean => names.some((name) => name.trim() === key || isSameTitle(name, title));

/** Whether the provider group decides: the section's own agent is another one's name. */
export const needsGroups = (
  sections: readonly PmsSection[],
  { chosen, identifier }: Pick<SectionChoice, "chosen" | "identifier">,
): boolean =>
  chosen.length === 0 &&
  sections.some(
    ({ type, agent, providerGroupId }) =>
      type === "movie" && agent !== identifier && providerGroupId !== null,
  );

/** Keys of the sections that concern us. Without a choice a family's film library is never touched. */
export const watchedKeys = (
  sections: readonly PmsSection[],
  { chosen, identifier, groups }: SectionChoice,
): ReadonlySet<string> => {
  const ourGroups = new Set(
    groups.filter((group) => group.primaryIdentifier === identifier).map(({ id }) => id),
  );
  const isOurs = ({ agent, providerGroupId }: PmsSection): boolean =>
    agent === identifier || (providerGroupId !== null && ourGroups.has(providerGroupId));
  const watched = sections.filter(
    (section) =>
      section.type === "movie" &&
      (chosen.length === 0 ? isOurs(section) : isNamed(section, chosen)),
  );
  return new Set(watched.map(({ key }) => key));
};

/** Chosen names that no movie section of this server bears. */
export const unknownNames = (
  sections: readonly PmsSection[],
  chosen: readonly string[],
): readonly string[] =>
  chosen.filter(
    (name) => !sections.some((section) => section.type === "movie" && isNamed(section, [name])),
  );
