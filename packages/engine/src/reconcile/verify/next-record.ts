import { digestOf } from "@stash2plex/shared/item";
import type { PmsItem, PmsScalar, PmsTagKind } from "@stash2plex/shared/pms";

import { contentField, contentMark } from "../plan/content-mark.ts";
import { artFields, listFields, scalarFields } from "../plan/field-names.ts";
import { observedNames, wantedNames } from "../plan/list-changes.ts";
import { ratingField } from "../plan/number-changes.ts";
import type { ItemView } from "../plan/plan-input.ts";
import { observedScalar } from "../plan/scalar-changes.ts";
import { amongNames, markOf, markOfList, sameText } from "../plan/text-equality.ts";
import type { PushRecord, Written } from "../push-record.ts";

/** An item after everything was done, beside what it was before. */
export interface Settled extends ItemView {
  /** As it was when this run first saw it. */
  readonly before: PmsItem;
  /** Fields that still differ. */
  readonly incomplete: readonly string[];
  readonly now: number;
}

/** Whether a value that fits was brought by us: our provider serves items of ours, others only take edits. */
const isFromUs = ({ observed }: ItemView, wasThere: boolean, wasOurs: boolean): boolean =>
  observed.ownership === "ours" || wasOurs || !wasThere;

const scalarMark = (view: Settled, scalar: PmsScalar): string | undefined => {
  const value = observedScalar(view.observed.item, scalar);
  if (value === "") return undefined;
  const mark = markOf(value);
  const wasOurs = view.observed.written?.marks[scalar] === mark;
  const wanted = view.desired[scalar];
  if (wanted === undefined || !sameText(value, wanted)) return wasOurs ? mark : undefined;
  const wasThere = sameText(observedScalar(view.before, scalar), wanted);
  return isFromUs(view, wasThere, wasOurs) ? mark : undefined;
};

const ratingMark = (view: Settled): string | undefined => {
  const { item, written } = view.observed;
  if (item.userRating === null) return undefined;
  const mark = markOf(String(item.userRating));
  if (view.desired.userRating === undefined) {
    return written?.marks[ratingField] === mark ? mark : undefined;
  }
  return mark;
};

const ownNames = (view: Settled, kind: PmsTagKind): readonly string[] => {
  const has = observedNames(view.observed.item, kind);
  const isWanted = amongNames(wantedNames(view, kind));
  const isKnownAsOurs = amongNames(view.observed.written?.lists[kind] ?? []);
  const wasThere = amongNames(observedNames(view.before, kind));
  // What could not be taken away now stays known as ours, so that it can be later.
  return has.filter(
    (name) => isKnownAsOurs(name) || (isWanted(name) && isFromUs(view, wasThere(name), false)),
  );
};

const writtenBy = (view: Settled): Written => {
  const marks: Record<string, string> = {
    [contentField]: contentMark(view.desired, view.policy, view.observed.ownership),
  };
  const keep = (field: string, mark: string | undefined): void => {
    if (mark !== undefined) marks[field] = mark;
  };
  for (const [, scalar] of scalarFields) keep(scalar, scalarMark(view, scalar));
  keep(ratingField, ratingMark(view));
  for (const { lock } of artFields) {
    const { thumb, art } = view.observed.item;
    marks[lock] = markOf((lock === "thumb" ? thumb : art) ?? "");
  }
  const lists: Partial<Record<PmsTagKind, readonly string[]>> = {};
  for (const [, kind] of listFields) {
    const names = ownNames(view, kind);
    if (names.length === 0) continue;
    lists[kind] = names;
    marks[kind] = markOfList(observedNames(view.observed.item, kind));
  }
  return { digest: digestOf(view.desired), lists, marks };
};

/** What is remembered of an item that was brought up to date and read back. */
export const nextRecord = (view: Settled): PushRecord => ({
  itemId: view.observed.item.id,
  sectionKey: view.observed.item.sectionKey,
  sceneId: view.desired.sceneId,
  ...writtenBy(view),
  incomplete: view.incomplete,
  at: view.now,
});
