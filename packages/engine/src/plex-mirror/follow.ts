import type { PmsSection, SectionQuery } from "@stash2plex/shared/pms";

import { createCursorMemory, newestOf, type CursorMemory } from "./follow-cursor.ts";
import { passSection } from "./full-pass.ts";
import { takePages, totalOf } from "./listed-pages.ts";
import type { PlexContext } from "./plex-context.ts";
import { readItems, takeItems } from "./read-items.ts";
import type { SectionSync } from "./section-sync.ts";

export interface Follow {
  run(): Promise<void>;
  /** The next run also looks for what moves no date: items that went into the trash, came out of it, or are gone. */
  doubtDates(): void;
}

/** Takes what changed or came since the cursor; moves it on. */
const followSection = async (
  context: PlexContext,
  memory: CursorMemory,
  { key }: PmsSection,
): Promise<void> => {
  const { pms, sections, clock, signal, pause, emit } = context;
  const { cursor } = sections.course(key);
  const began = clock.now();
  const since = memory.since(key, cursor);
  let newest = cursor;
  const take = (query: SectionQuery): Promise<void> =>
    takePages(
      pms.sectionItems(key, { ...query, signal }),
      ({ items }, index) => {
        emit(takeItems(context, items, []));
        // What the first page did not show may have changed while later ones were read.
        if (index > 0) return;
        const met = newestOf(items);
        if (met !== null && (newest === null || met > newest)) newest = met;
      },
      pause,
    );
  if (since === undefined) await take({});
  else {
    await take({ updatedSince: since });
    // An item that was just added may not have been updated yet.
    await take({ addedSince: since });
  }
  if (newest === cursor) memory.followed(key, cursor, began);
  else sections.setCursor(key, newest);
};

/** Items of the trash, and those that were in it when we last looked. */
const followTrash = async (context: PlexContext, { key }: PmsSection): Promise<void> => {
  const { pms, items, signal, pause, emit } = context;
  const inTrash = new Set<number>();
  const before = items.trashed(key);
  await takePages(
    pms.sectionItems(key, { trash: true, signal }),
    ({ items: page }) => {
      emit(takeItems(context, page, []));
      for (const { id } of page) inTrash.add(id);
    },
    pause,
  );
  await readItems(
    context,
    before.filter((id) => !inTrash.has(id)),
  );
};

/** Another number of items than ours: some came or went unheard. One short request tells. */
const followSize = async (context: PlexContext, section: PmsSection): Promise<void> => {
  const { pms, items, meta, signal } = context;
  const { key } = section;
  if (meta.get("doubted")?.includes(key) === true) return;
  const total = await totalOf(pms.sectionItems(key, { pageSize: 1, signal }));
  const { live, all } = items.size(key);
  if (total === null || total === live || total === all) return;
  await passSection(context, section, { mayBelieve: false });
};

/** One incremental round over the watched sections; those never read whole are left to the full pass. */
export const createFollow = (context: PlexContext, syncSections: SectionSync): Follow => {
  const memory = createCursorMemory();
  let datesDoubted = false;
  return {
    doubtDates: () => {
      datesDoubted = true;
    },
    run: async () => {
      const { clock, sections, status } = context;
      const began = clock.now();
      const looksDeeper = datesDoubted;
      const { watched } = await syncSections();
      for (const section of watched) {
        if (sections.course(section.key).fullPassAt === null) continue;
        await followSection(context, memory, section);
        if (!looksDeeper) continue;
        await followTrash(context, section);
        await followSize(context, section);
      }
      if (looksDeeper) datesDoubted = false;
      status.fresh(began);
    },
  };
};
