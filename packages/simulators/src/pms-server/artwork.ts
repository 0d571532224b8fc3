import { createHash } from "node:crypto";

import { Refusal } from "./answer.ts";
import { picturePath } from "./item-elements.ts";
import {
  pictureKinds,
  type PictureEntry,
  type PictureKind,
  type ServerItem,
  withLocks,
} from "./server-item.ts";
import type { PmsState } from "./state.ts";

/** Kometa calls this Plex's limit (docs/reference/plex-contract.md, section 8). */
const LARGEST_UPLOAD = 10_480_000;

const entriesOf = (item: ServerItem, kind: PictureKind): readonly PictureEntry[] =>
  item.pictures[kind] ?? [];

const sha1Of = (bytes: Uint8Array | string): string =>
  createHash("sha1").update(bytes).digest("hex");

/** Puts an entry into the picker; one with the same key is there once (fact 32). */
function withEntry(item: ServerItem, kind: PictureKind, entry: PictureEntry): ServerItem {
  const entries = entriesOf(item, kind);
  if (entries.some(({ ratingKey }) => ratingKey === entry.ratingKey)) return item;
  return { ...item, pictures: { ...item.pictures, [kind]: [...entries, entry] } };
}

function withSelected(
  item: ServerItem,
  kind: PictureKind,
  ratingKey: string,
  now: number,
): ServerItem {
  const entries = entriesOf(item, kind);
  const selected = entries.map((entry) => ({ ...entry, selected: entry.ratingKey === ratingKey }));
  return {
    ...item,
    pictures: { ...item.pictures, [kind]: selected },
    shown: { ...item.shown, [kind]: now },
  };
}

/** A picture that a person or a client chose; it locks the field (fact 33). */
function choose(
  state: PmsState,
  item: ServerItem,
  kind: PictureKind,
  ratingKey: string,
): ServerItem {
  const chosen = withSelected(item, kind, ratingKey, state.now());
  const { field } = pictureKinds[kind];
  return state.put(state.readings.artworkLocks ? withLocks(chosen, { [field]: true }) : chosen);
}

/** Uploads bytes: they are named by content, selected at once, and lock the field (facts 32, 33). */
export function uploadPicture(
  state: PmsState,
  item: ServerItem,
  kind: PictureKind,
  bytes: Uint8Array,
): ServerItem {
  if (bytes.byteLength === 0) throw new Refusal(400, "there is no picture");
  if (bytes.byteLength > LARGEST_UPLOAD) {
    state.violations.push(
      `A picture of ${bytes.byteLength} bytes was uploaded; the limit is 10 MB.`,
    );
    throw new Refusal(400, "the picture is too large");
  }
  const sha1 = sha1Of(bytes);
  state.pictures.set(sha1, bytes);
  const ratingKey = `upload://${pictureKinds[kind].list}/${sha1}`;
  const entry = { ratingKey, selected: false, provider: null, sha1 };
  return choose(state, withEntry(item, kind, entry), kind, ratingKey);
}

export function selectPicture(
  state: PmsState,
  item: ServerItem,
  kind: PictureKind,
  ratingKey: string,
): ServerItem {
  if (entriesOf(item, kind).every((entry) => entry.ratingKey !== ratingKey)) {
    throw new Refusal(404, `there is no picture ${ratingKey}`);
  }
  return choose(state, item, kind, ratingKey);
}

/** Takes the present picture away; this locks, too (11.3). */
export function unsetPicture(state: PmsState, item: ServerItem, kind: PictureKind): ServerItem {
  const shown = Object.fromEntries(
    Object.entries(item.shown).filter(([shownKind]) => shownKind !== kind),
  );
  const entries = entriesOf(item, kind).map((entry) => ({ ...entry, selected: false }));
  const unset = { ...item, shown, pictures: { ...item.pictures, [kind]: entries } };
  return state.put(withLocks(unset, { [pictureKinds[kind].field]: true }));
}

/**
 * Adds a picture that an agent offers, and shows it where nothing else is chosen.
 *
 * @param bytes null when PMS does not hold them; then the entry is the URL itself
 */
export function offerPicture(
  state: PmsState,
  item: ServerItem,
  kind: PictureKind,
  offer: { readonly url: string; readonly agent: string; readonly bytes: Uint8Array | null },
): ServerItem {
  const sha1 = offer.bytes === null ? null : sha1Of(offer.bytes);
  if (sha1 !== null && offer.bytes !== null) state.pictures.set(sha1, offer.bytes);
  const { list, field } = pictureKinds[kind];
  const ratingKey = sha1 === null ? offer.url : `metadata://${list}/${offer.agent}_${sha1}`;
  const offered = withEntry(item, kind, {
    ratingKey,
    selected: false,
    provider: offer.agent,
    sha1,
  });
  const selected = entriesOf(item, kind).find((entry) => entry.selected);
  const isFree = selected === undefined || state.readings.refreshSelectsAgentArt;
  if (item.locked.has(field) || !isFree || selected?.ratingKey === ratingKey) return offered;
  return withSelected(offered, kind, ratingKey, state.now());
}

/** Bytes of the picture that is shown; null when PMS does not hold them. */
export function shownBytes(
  state: PmsState,
  item: ServerItem,
  kind: PictureKind,
): Uint8Array | null {
  if (picturePath(item, kind) === undefined) return null;
  const sha1 = entriesOf(item, kind).find(({ selected }) => selected)?.sha1 ?? null;
  return sha1 === null ? null : (state.pictures.get(sha1) ?? null);
}
