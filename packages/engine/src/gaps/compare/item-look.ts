import { ownershipOf } from "../../reconcile/plan/ownership.ts";
import type { SyncPolicy } from "../../reconcile/policy.ts";
import type { MirroredPart } from "../../plex-mirror/plex-mirror.ts";
import type { StashId } from "@stash2plex/shared/stash";

import { itemSubject, type Difference } from "../difference.ts";
import type { GapKind, GapReason } from "../gap.ts";
import type { PartVerdict } from "../verdicts/part-verdicts.ts";
import type { HeldRow, ItemRow } from "./item-rows.ts";
import type { PartGap } from "./part-gaps.ts";

/** A part, and what the ladder says of it. */
export interface JudgedPart {
  readonly part: MirroredPart;
  readonly verdict: PartVerdict;
  /** The file that Stash has in its place, under a path of other letter case, and that Plex has, too. */
  readonly caseTwin: string | null;
}

export interface ItemLookDeps {
  readonly policy: SyncPolicy;
  readonly partGap: PartGap;
}

const nobody = 0;

const distinct = (ids: readonly StashId[]): readonly StashId[] => [...new Set(ids)];

/** A part that leads to a scene; kept out by a setting or not. */
interface Leading {
  readonly sceneId: StashId;
  readonly isProved: boolean;
  readonly path: string | null;
}

const leadingOf = (parts: readonly JudgedPart[]): readonly Leading[] =>
  parts.flatMap(({ verdict, caseTwin }) =>
    caseTwin === null && (verdict.outcome === "matched" || verdict.outcome === "filtered")
      ? [verdict]
      : [],
  );

/** A gap about an item as a whole. */
const ofItem = (
  item: ItemRow,
  parts: readonly JudgedPart[],
  kind: GapKind,
  reason: GapReason,
  more: Partial<Pick<Difference, "sceneId" | "stashPath" | "details">>,
): Difference => ({
  kind,
  reason,
  subject: itemSubject(item.id),
  sceneId: null,
  itemId: item.id,
  sectionKey: item.sectionKey,
  stashPath: null,
  plexPath: parts[0]?.part.file ?? null,
  title: item.title,
  details: null,
  ...more,
});

const isWithoutScene = ({ verdict, caseTwin }: JudgedPart): boolean =>
  caseTwin !== null || verdict.outcome !== "matched";

/** Our guid, but no scene: where all files are proved to be of one scene now, the item is that one's. */
const orphan = (row: HeldRow, parts: readonly JudgedPart[]): Difference => {
  const leading = leadingOf(parts);
  const [heir] = leading;
  const isMerged =
    heir !== undefined &&
    leading.length === parts.length &&
    leading.every(({ sceneId, isProved }) => isProved && sceneId === heir.sceneId);
  if (!isMerged) return ofItem(row, parts, "orphan", "scene-deleted", { sceneId: row.sceneId });
  const { sceneId, path } = heir;
  const details = String(row.sceneId);
  return ofItem(row, parts, "orphan", "scene-merged", { sceneId, stashPath: path, details });
};

/** What is wrong with an item of a scene; null: nothing. */
const heldGap = (row: HeldRow, parts: readonly JudgedPart[]): Difference | null => {
  if (row.isOrphan === 1) return orphan(row, parts);
  const { sceneId, stashPath } = row;
  const proved = leadingOf(parts).filter((part) => part.isProved);
  const scenes = distinct(proved.map((part) => part.sceneId));
  const others = scenes.filter((id) => id !== sceneId);
  const [only] = others;
  if (only !== undefined && scenes.length === 1 && proved.length === parts.length) {
    const path = proved[0]?.path ?? null;
    const details = String(sceneId);
    return ofItem(row, parts, "unmatched", "no-match", { sceneId: only, stashPath: path, details });
  }
  if (others.length > 0) {
    const details = others.join(", ");
    return ofItem(row, parts, "duplicate", "two-scenes", { sceneId, stashPath, details });
  }
  if (row.isGated === 1) return null;
  if (row.isStale === 1) return ofItem(row, parts, "stale", "changed", { sceneId, stashPath });
  if (row.incomplete === null) return null;
  const fields = JSON.parse(row.incomplete) as string[];
  const details = fields.join(", ");
  return ofItem(row, parts, "incomplete", "field", { sceneId, stashPath, details });
};

/** An item that is a scene's. A second file may still be unknown to Stash. */
export const gapsOfHeld = (
  row: HeldRow,
  parts: readonly JudgedPart[],
  { partGap }: ItemLookDeps,
): readonly Difference[] => {
  const gap = heldGap(row, parts);
  const strangers =
    row.isOrphan === 1 || parts.length < 2
      ? []
      : parts.filter(({ verdict }) => verdict.outcome === "none");
  return [...(gap === null ? [] : [gap]), ...strangers.map((judged) => partGap(row, judged))];
};

/** An item that is nobody's or another agent's. */
export const gapsOfForeign = (
  row: ItemRow,
  parts: readonly JudgedPart[],
  { policy, partGap }: ItemLookDeps,
): readonly Difference[] => {
  const strangers = parts.filter(isWithoutScene);
  if (strangers.length > 0) return strangers.map((judged) => partGap(row, judged));
  const leading = leadingOf(parts);
  const [first] = leading;
  if (first === undefined) return [];
  const { sceneId, path: stashPath } = first;
  const others = distinct(leading.map((part) => part.sceneId)).filter((id) => id !== sceneId);
  if (others.length > 0) {
    const details = others.join(", ");
    return [ofItem(row, parts, "duplicate", "two-scenes", { sceneId, stashPath, details })];
  }
  const isOther = ownershipOf(policy.identifier, row.guid, nobody) === "other-agent";
  return [
    isOther
      ? ofItem(row, parts, "unmatched", "other-agent", { sceneId, stashPath, details: row.guid })
      : ofItem(row, parts, "unmatched", "no-match", { sceneId, stashPath }),
  ];
};
