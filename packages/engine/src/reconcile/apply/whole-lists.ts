import { type ItemEdit, type PmsItem, pmsTagKinds, type TagEdit } from "@stash2plex/shared/pms";

import { observedNames } from "../plan/list-changes.ts";
import { amongNames } from "../plan/text-equality.ts";

/** Those who stay in the cast, with the parts that they play. */
const keptRoles = (
  { roles }: PmsItem,
  kept: readonly string[],
  described: NonNullable<ItemEdit["actors"]>,
): NonNullable<ItemEdit["actors"]> => {
  const isKept = amongNames(kept);
  const isDescribed = amongNames(described.map(({ name }) => name));
  return roles
    .filter(({ name }) => isKept(name) && !isDescribed(name))
    .map(({ name, role }) => (role === null ? { name } : { name, role }));
};

/**
 * Names what a list is to keep together with what is added to it. A server that adds has that already; one that takes
 * the names for the whole list would lose it (docs/reference/plex-contract.md, fact 35 and 11.2).
 */
export const withWholeLists = (edit: ItemEdit, item: PmsItem): ItemEdit => {
  const tags: NonNullable<ItemEdit["tags"]> = Object.fromEntries(
    pmsTagKinds.flatMap((kind): readonly (readonly [string, TagEdit])[] => {
      const change = edit.tags?.[kind];
      if (change === undefined) return [];
      if (change.add.length === 0) return [[kind, change]];
      const isOther = amongNames([...change.remove, ...change.add]);
      const kept = observedNames(item, kind).filter((name) => !isOther(name));
      return [[kind, { ...change, add: [...kept, ...change.add] }]];
    }),
  );
  const actors = edit.actors ?? [];
  const cast = [...keptRoles(item, tags.actor?.add ?? [], actors), ...actors];
  return {
    ...edit,
    ...(edit.tags !== undefined && { tags }),
    ...(cast.length > 0 && { actors: cast }),
  };
};
