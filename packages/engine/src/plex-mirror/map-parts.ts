import { inTransaction } from "../store/transaction.ts";
import type { PlexContext } from "./plex-context.ts";
import type { PlacedPart } from "./part-store.ts";

const partsPerTransaction = 500;

/** Maps all parts anew when the path rules have changed since; in batches, begun again when it was interrupted. */
export const createPartRemap =
  ({
    db,
    meta,
    parts,
    mapper,
    pause,
    logger,
    signal,
  }: Pick<
    PlexContext,
    "db" | "meta" | "parts" | "mapper" | "pause" | "logger" | "signal"
  >): (() => Promise<void>) =>
  async () => {
    const version = mapper.version();
    if (meta.get("rulesVersion") === version) return;
    let last: Pick<PlacedPart, "itemId" | "position"> | undefined = { itemId: 0, position: -1 };
    let mapped = 0;
    while (last !== undefined && mapper.version() === version) {
      signal.throwIfAborted();
      const batch: readonly PlacedPart[] = parts.after(
        last.itemId,
        last.position,
        partsPerTransaction,
      );
      inTransaction(db, () => {
        for (const part of batch) parts.place(part);
      });
      mapped += batch.length;
      last = batch.at(-1);
      await pause();
    }
    // Rules that changed meanwhile are met by the next round.
    if (last !== undefined) return;
    meta.set("rulesVersion", version);
    if (mapped > 0) logger.info(`The path rules changed: ${mapped} files of Plex were mapped anew`);
  };
