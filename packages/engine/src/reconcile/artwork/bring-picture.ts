import { createHash } from "node:crypto";

import type { Clock } from "@stash2plex/shared/clock";
import type { PmsArtEntry, PmsClient, PmsItem } from "@stash2plex/shared/pms";

import type { ArtworkSource } from "../artwork-source.ts";
import type { Operation, PlanNote } from "../operation.ts";
import { artFields } from "../plan/field-names.ts";
import type { UploadRecords } from "../upload-record.ts";
import { pictureVerdict } from "./picture-verdict.ts";

export interface BringPictureDeps {
  readonly pms: Pick<PmsClient, "artList" | "items" | "selectArt" | "setLocks" | "uploadArt">;
  /** Null: a host without pictures; nothing is uploaded then. */
  readonly source: ArtworkSource | null;
  readonly uploads: UploadRecords;
  readonly clock: Pick<Clock, "now">;
}

export type ArtworkOperation = Extract<Operation, { kind: "artwork" }>;

/** Brings one picture to one item and answers what is worth saying. */
export type BringPicture = (
  operation: ArtworkOperation,
  item: PmsItem,
  signal?: AbortSignal,
) => Promise<readonly PlanNote[]>;

const lockNameOf = ({ art }: ArtworkOperation): "thumb" | "art" =>
  artFields.find((field) => field.art === art)?.lock ?? "art";

const sha1Of = (bytes: Uint8Array): string => createHash("sha1").update(bytes).digest("hex");

/** Makes these bytes the selected picture: nothing, a selection, or an upload (facts 32 and 33). Answers if it wrote. */
const show = async (
  operation: ArtworkOperation,
  bytes: Uint8Array,
  entry: PmsArtEntry | undefined,
  pms: BringPictureDeps["pms"],
  options: { readonly signal?: AbortSignal },
): Promise<boolean> => {
  const { itemId, art } = operation;
  if (entry?.selected === true) return false;
  if (entry === undefined) await pms.uploadArt(itemId, art, bytes, options);
  else await pms.selectArt(itemId, art, entry.ratingKey, options);
  return true;
};

/** Leaves the picture's field locked or not, as asked; reads back, for an unlock was seen to be ignored. */
const settleLock = async (
  operation: ArtworkOperation,
  item: PmsItem,
  wrote: boolean,
  pms: BringPictureDeps["pms"],
  options: { readonly signal?: AbortSignal },
): Promise<readonly PlanNote[]> => {
  const { itemId, sectionKey, lock } = operation;
  const name = lockNameOf(operation);
  const isLocked = item.locked.has(name);
  // What an upload does to the lock differs by server, so it is said each time; else only what differs.
  if (lock === null || (!wrote && isLocked === lock)) return [];
  await pms.setLocks(sectionKey, itemId, { [name]: lock }, options);
  if (lock) return [];
  const now = (await pms.items([itemId], options)).get(itemId);
  if (now?.locked.has(name) !== true) return [];
  const text = `Plex keeps the ${name} locked although it was unlocked (ARTWORK_LOCK=never).`;
  return [{ itemId, code: "lock-kept", text }];
};

const noteOn = (operation: ArtworkOperation, code: string, text: string): readonly PlanNote[] => [
  { itemId: operation.itemId, code, text },
];

/**
 * Brings a picture to an item once per content: the picker is asked first, and what somebody chose there is left
 * alone. Rejects with a `PmsError`, or with the sentence of the source.
 */
export const createBringPicture =
  ({ pms, source, uploads, clock }: BringPictureDeps): BringPicture =>
  async (operation, item, signal) => {
    if (source === null) return [];
    const { itemId, art, picture } = operation;
    const options = signal === undefined ? {} : { signal };
    const chosen = noteOn(
      operation,
      "user-artwork",
      `The ${art} was chosen in Plex and is left alone.`,
    );
    const entries = await pms.artList(itemId, art, options);
    const mine = uploads.of(itemId).filter(({ kind }) => kind === art);
    const isLocked = item.locked.has(lockNameOf(operation));
    const verdict = pictureVerdict(
      entries,
      mine.map(({ sha1 }) => sha1),
      isLocked,
    );
    if (verdict === "user") return chosen;
    const answer = await source.bytes(picture, signal);
    if (answer.kind === "absent") {
      return noteOn(operation, "no-picture", `Stash has no picture for the ${art}.`);
    }
    const sha1 = sha1Of(answer.bytes);
    const entry = entries.find(({ uploadSha1 }) => uploadSha1 === sha1);
    if (verdict === "upload" && entry?.selected !== true) return chosen;
    const wrote = await show(operation, answer.bytes, entry, pms, options);
    uploads.put(itemId, { kind: art, source: operation.source, sha1, at: clock.now() });
    return settleLock(operation, item, wrote, pms, options);
  };
