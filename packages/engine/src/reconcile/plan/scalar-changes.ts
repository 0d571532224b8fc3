import type { PmsItem, PmsScalar } from "@stash2plex/shared/pms";

import type { Written } from "../push-record.ts";
import { scalarFields } from "./field-names.ts";
import type { ItemView, ObservedItem } from "./plan-input.ts";
import { markOf, sameText } from "./text-equality.ts";

/** A date with a time behind it is the same day. */
const DAY_LENGTH = 10;

/** What PMS has in a field; "" for nothing. */
export const observedScalar = (item: PmsItem, scalar: PmsScalar): string => {
  const value = (scalar === "title" ? item.title : item.scalars[scalar]) ?? "";
  return scalar === "originallyAvailableAt" ? value.slice(0, DAY_LENGTH) : value;
};

/** Whether the value that Plex has came from us, so that it may go when Stash has none any more. */
const isOurValue = (observed: ObservedItem, scalar: PmsScalar, value: string): boolean => {
  const written: Written | null = observed.written;
  if (written !== null) return written.marks[scalar] === markOf(value);
  // Plex makes sort titles of its own, and another provider of the group may have filled what ours left out.
  return observed.ownership === "ours" && !observed.imported && scalar !== "titleSort";
};

const isToChange = (view: ItemView, scalar: PmsScalar, wanted: string | undefined): boolean => {
  const { observed, policy } = view;
  const has = observedScalar(observed.item, scalar);
  if (wanted !== undefined) return !sameText(has, wanted) && (has === "" || !policy.preserveEdits);
  // A title is never cleared: Plex would show nothing.
  if (has === "" || scalar === "title" || policy.preserveEdits) return false;
  return isOurValue(observed, scalar, has);
};

/** Scalars that differ from what Stash has; "" clears one. Locks are not looked at. */
export const scalarChanges = (view: ItemView): ReadonlyMap<PmsScalar, string> => {
  const changes = new Map<PmsScalar, string>();
  for (const [field, scalar] of scalarFields) {
    if (!view.policy.fields.has(field)) continue;
    const wanted = view.desired[scalar];
    if (isToChange(view, scalar, wanted)) changes.set(scalar, wanted ?? "");
  }
  return changes;
};
