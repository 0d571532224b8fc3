import type { Operation, PlanNote } from "../operation.ts";
import { pictureSource } from "../artwork/picture-source.ts";
import { pictureVerdict } from "../artwork/picture-verdict.ts";
import { artFields } from "./field-names.ts";
import type { ItemView } from "./plan-input.ts";
import { markOf } from "./text-equality.ts";
import { usesLinks } from "./uses-links.ts";

type ArtField = (typeof artFields)[number];

export interface ArtworkPlan {
  readonly operations: readonly Extract<Operation, { kind: "artwork" }>[];
  readonly notes: readonly PlanNote[];
}

const locks = { auto: null, never: false, always: true } as const;

const present = ({ observed: { item } }: ItemView, { lock }: ArtField): string | null =>
  lock === "thumb" ? item.thumb : item.art;

/** Whether uploading is asked for at all. */
const isWanted = (view: ItemView, art: ArtField): boolean => {
  const { policy } = view;
  if (!policy.fields.has(art.field) || view.pipeline === null) return false;
  if (policy.artwork === "off" || policy.artwork === "link") return false;
  return !(usesLinks(policy, view.observed.ownership) && present(view, art) !== null);
};

/** Whether somebody else's picture is shown that is to stay. */
const isUsers = (view: ItemView, art: ArtField): boolean => {
  const { item, uploads, pickers } = view.observed;
  const mine = uploads.filter(({ kind }) => kind === art.art).map(({ sha1 }) => sha1);
  const isLocked = item.locked.has(art.lock);
  const entries = pickers[art.art];
  if (entries !== undefined) return pictureVerdict(entries, mine, isLocked) === "user";
  return isLocked && mine.length === 0;
};

/**
 * Whether the address of the picture that is shown is another one than we left: its end tells when it was selected.
 */
const hasMoved = (view: ItemView, art: ArtField): boolean => {
  const { written, refreshed } = view.observed;
  if (view.stage === "repair") return refreshed;
  const left = written?.marks[art.lock];
  return left !== undefined && left !== markOf(present(view, art) ?? "");
};

const isUpToDate = (view: ItemView, art: ArtField, source: string): boolean => {
  const { uploads, item } = view.observed;
  const newest = uploads.find(({ kind }) => kind === art.art);
  if (newest?.source !== source) return false;
  if (item.locked.has(art.lock)) return true;
  // An unlocked picture may have been replaced by a refresh, ours or anybody's: the picker is asked (open question 11).
  return !hasMoved(view, art) && view.policy.artworkLock !== "always";
};

/** Pictures to bring to the item; whose picture is selected is looked up when it is done, unless it is known. */
export const artworkPlan = (view: ItemView): ArtworkPlan => {
  const { observed, desired, policy, pipeline } = view;
  const { id, sectionKey } = observed.item;
  const operations: ArtworkPlan["operations"][number][] = [];
  const notes: PlanNote[] = [];
  for (const art of artFields) {
    const picture = desired.images.find(({ type }) => type === art.image)?.picture;
    if (picture === undefined || pipeline === null || !isWanted(view, art)) continue;
    if (isUsers(view, art)) {
      const text = `The ${art.field} was chosen in Plex and is left alone.`;
      notes.push({ itemId: id, code: "user-artwork", text });
      continue;
    }
    const source = pictureSource(picture, pipeline);
    const isOurs = observed.uploads.some(({ kind }) => kind === art.art);
    if (isUpToDate(view, art, source)) continue;
    if (policy.preserveEdits && !isOurs && present(view, art) !== null) continue;
    const lock = locks[policy.artworkLock];
    operations.push({
      kind: "artwork",
      itemId: id,
      sectionKey,
      art: art.art,
      picture,
      source,
      lock,
    });
  }
  return { operations, notes };
};
