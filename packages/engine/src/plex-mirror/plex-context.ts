import type { DatabaseSync } from "node:sqlite";

import type { Clock } from "@stash2plex/shared/clock";
import type { Logger } from "@stash2plex/shared/log";
import type { PmsClient } from "@stash2plex/shared/pms";

import { createRowBuffers } from "../store/row-buffer.ts";
import { inTransaction } from "../store/transaction.ts";
import { createItemWriter, type ItemWriter } from "./item-writer.ts";
import { createPartMapper, type PartMapper } from "./part-mapper.ts";
import { createPartStore, type PartStore } from "./part-store.ts";
import { createPlexMeta, type PlexMeta } from "./plex-meta.ts";
import type { PlexMirrorOptions } from "./plex-mirror-options.ts";
import type { PlexMirrorChange } from "./plex-mirror.ts";
import { createPlexStatus, type PlexStatusKeeper } from "./plex-status.ts";
import { createSectionStore, type SectionStore } from "./section-store.ts";

/** What the jobs of the Plex mirror share. */
export interface PlexContext {
  readonly db: DatabaseSync;
  readonly pms: PmsClient;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly identifier: string;
  /** Titles or keys of the chosen sections; none: those whose agent is ours. */
  readonly chosen: () => readonly string[];
  readonly meta: PlexMeta;
  readonly sections: SectionStore;
  readonly items: ItemWriter;
  readonly parts: PartStore;
  readonly mapper: PartMapper;
  readonly status: PlexStatusKeeper;
  readonly emit: (changes: readonly PlexMirrorChange[]) => void;
  /** Says that the first pass over a section has ended. */
  readonly copied: (sectionKey: string) => void;
  /** Lets others have the thread between two transactions. */
  readonly pause: () => Promise<void>;
  /** Ends all requests. */
  readonly signal: AbortSignal;
}

/** Raised whenever search keys or digests are made differently: the copy is then made anew. */
const keyRules = 1;
const nextTurn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

export const createPlexContext = (
  { store, pms, clock, logger, identifier, sections, rules, pause = nextTurn }: PlexMirrorOptions,
  { emit, copied }: Pick<PlexContext, "emit" | "copied">,
  signal: AbortSignal,
): PlexContext => {
  const { db } = store;
  const meta = createPlexMeta(db);
  const mapper = createPartMapper(rules);
  const rows = createRowBuffers(db);
  const parts = createPartStore(db, mapper, rows);
  const items = createItemWriter(db, parts, rows, identifier);
  const sectionStore = createSectionStore(db);
  const madeWith = `${identifier}/${keyRules}`;
  const before = meta.get("madeWith");
  inTransaction(db, () => {
    if (before !== null && before !== madeWith) {
      logger.info("Our identifier or the rules of matching changed: Plex is copied anew");
      items.clear();
      sectionStore.clear();
      meta.remove("lastFullPass");
    }
    meta.set("madeWith", madeWith);
  });
  return {
    db,
    pms,
    clock,
    logger,
    identifier,
    chosen: sections,
    meta,
    sections: sectionStore,
    items,
    parts,
    mapper,
    status: createPlexStatus(meta, () => items.count()),
    emit,
    copied,
    pause,
    signal,
  };
};
