import { createHash } from "node:crypto";

import type { PmsArtEntry, PmsArtKind, PmsItemId } from "@stash2plex/shared/pms";

/** The artwork pickers of all items: what lies in them, and which entry is selected. */
export interface MemoryArtwork {
  list(id: PmsItemId, kind: PmsArtKind): readonly PmsArtEntry[];
  /** Adds an entry, or selects the one that is there; the same bytes are the same entry (fact 32). */
  upload(id: PmsItemId, kind: PmsArtKind, bytes: Uint8Array): PmsArtEntry;
  /** Adds what is not there yet, as an agent does. */
  offer(id: PmsItemId, kind: PmsArtKind, ratingKey: string): void;
  /** False: there is no such entry. */
  select(id: PmsItemId, kind: PmsArtKind, ratingKey: string): boolean;
  selected(id: PmsItemId, kind: PmsArtKind): PmsArtEntry | null;
  /** What was uploaded, by SHA-1. */
  readonly bytes: ReadonlyMap<string, Uint8Array>;
}

const pickerNames: Readonly<Record<PmsArtKind, string>> = { poster: "posters", art: "arts" };

export const createMemoryArtwork = (): MemoryArtwork => {
  const pickers = new Map<string, PmsArtEntry[]>();
  const bytesBySha1 = new Map<string, Uint8Array>();
  const picker = (id: PmsItemId, kind: PmsArtKind): PmsArtEntry[] => {
    const key = `${id}/${kind}`;
    const found = pickers.get(key) ?? [];
    pickers.set(key, found);
    return found;
  };
  const add = (id: PmsItemId, kind: PmsArtKind, entry: Omit<PmsArtEntry, "selected">): void => {
    const entries = picker(id, kind);
    if (entries.every(({ ratingKey }) => ratingKey !== entry.ratingKey)) {
      entries.push({ ...entry, selected: false });
    }
  };
  const select = (id: PmsItemId, kind: PmsArtKind, ratingKey: string): boolean => {
    const entries = picker(id, kind);
    if (entries.every((entry) => entry.ratingKey !== ratingKey)) return false;
    pickers.set(
      `${id}/${kind}`,
      entries.map((entry) => ({ ...entry, selected: entry.ratingKey === ratingKey })),
    );
    return true;
  };
  return {
    list: picker,
    upload: (id, kind, bytes) => {
      const uploadSha1 = createHash("sha1").update(bytes).digest("hex");
      const ratingKey = `upload://${pickerNames[kind]}/${uploadSha1}`;
      bytesBySha1.set(uploadSha1, bytes);
      add(id, kind, { ratingKey, uploadSha1 });
      select(id, kind, ratingKey);
      return { ratingKey, uploadSha1, selected: true };
    },
    offer: (id, kind, ratingKey) => {
      add(id, kind, { ratingKey, uploadSha1: null });
    },
    select,
    selected: (id, kind) => picker(id, kind).find(({ selected }) => selected) ?? null,
    bytes: bytesBySha1,
  };
};
