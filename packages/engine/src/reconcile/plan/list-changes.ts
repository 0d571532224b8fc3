import { distinctNames } from "@stash2plex/shared/item";
import type { PmsItem, PmsTagKind, TagEdit } from "@stash2plex/shared/pms";

import { listFields } from "./field-names.ts";
import { hasLabelSettings, labelsOf } from "./labels.ts";
import type { ItemView, PlanInput } from "./plan-input.ts";
import { amongNames } from "./text-equality.ts";

/** What an item should have of a kind. */
export const wantedNames = (
  { desired, facts, policy }: Pick<PlanInput, "desired" | "facts" | "policy">,
  kind: PmsTagKind,
): readonly string[] => {
  switch (kind) {
    case "genre": {
      const genres = distinctNames(desired.genres);
      return policy.maxTags > 0 ? genres.slice(0, policy.maxTags) : genres;
    }
    case "collection":
      return distinctNames(desired.collections);
    case "actor":
      return distinctNames(desired.roles.map(({ name }) => name));
    case "director":
      return distinctNames(desired.directors);
    case "label":
      return labelsOf(facts, policy);
  }
};

/** What an item has of a kind. */
export const observedNames = (item: PmsItem, kind: PmsTagKind): readonly string[] =>
  kind === "actor" ? item.roles.map(({ name }) => name) : item.tags[kind];

const removals = (
  { observed, policy }: ItemView,
  kind: PmsTagKind,
  surplus: readonly string[],
): readonly string[] => {
  const isOurs = amongNames(observed.written?.lists[kind] ?? []);
  switch (policy.listMode) {
    case "add":
      return [];
    case "exact":
      // Labels decide who may see an item: without a setting for them they are not our concern.
      if (kind !== "label" || hasLabelSettings(policy)) return surplus;
      return surplus.filter(isOurs);
    case "ours":
      return surplus.filter(isOurs);
  }
};

const changeOf = (view: ItemView, kind: PmsTagKind): TagEdit => {
  const wanted = wantedNames(view, kind);
  const has = observedNames(view.observed.item, kind);
  const isThere = amongNames(has);
  const add = wanted.filter((name) => !isThere(name));
  if (view.policy.preserveEdits) return { add: has.length === 0 ? add : [], remove: [] };
  const isWanted = amongNames(wanted);
  const surplus = has.filter((name) => !isWanted(name));
  return { add, remove: removals(view, kind, surplus) };
};

/** Lists that differ from what Stash has. Locks are not looked at. */
export const listChanges = (view: ItemView): ReadonlyMap<PmsTagKind, TagEdit> => {
  const changes = new Map<PmsTagKind, TagEdit>();
  for (const [field, kind] of listFields) {
    if (!view.policy.fields.has(field)) continue;
    const change = changeOf(view, kind);
    if (change.add.length > 0 || change.remove.length > 0) changes.set(kind, change);
  }
  return changes;
};
