import type { PmsItemId, PmsListedItem } from "@stash2plex/shared/pms";

import type { PlexContext } from "./plex-context.ts";
import type { PlexMirrorChange } from "./plex-mirror.ts";

/** Item documents a request. */
const idsPerRequest = 100;
const itemsPerTransaction = 500;

/** Writes movies of watched sections; whatever else is handed over is no item of ours (any more). */
export const takeItems = (
  { sections, items }: Pick<PlexContext, "sections" | "items">,
  read: readonly PmsListedItem[],
  gone: readonly PmsItemId[],
): readonly PlexMirrorChange[] => {
  const watched = new Set(
    sections
      .all()
      .filter((section) => section.watched)
      .map(({ key }) => key),
  );
  const ours = read.filter(({ type, sectionKey }) => type === "movie" && watched.has(sectionKey));
  const kept = new Set(ours.map(({ id }) => id));
  const foreign = read.map(({ id }) => id).filter((id) => !kept.has(id));
  return [...items.write(ours), ...items.remove([...foreign, ...gone])];
};

/** Reads items by their ids, batch by batch; those that Plex does not have are dropped. */
export const readItems = async (context: PlexContext, ids: readonly PmsItemId[]): Promise<void> => {
  const { pms, signal, pause, emit } = context;
  for (let at = 0; at < ids.length; at += idsPerRequest) {
    const batch = ids.slice(at, at + idsPerRequest);
    const found = await pms.items(batch, { signal });
    const gone = batch.filter((id) => !found.has(id));
    emit(takeItems(context, [...found.values()], gone));
    await pause();
  }
};

/** Forgets the items of a section that does not concern us any more: nothing happened to them in Plex. */
export const dropSection = async (
  { items, pause }: Pick<PlexContext, "items" | "pause">,
  sectionKey: string,
): Promise<void> => {
  for (;;) {
    const ids = items.ids(sectionKey, 0, itemsPerTransaction);
    if (ids.length === 0) return;
    items.remove(ids);
    await pause();
  }
};
