import type { PmsListedItem, PmsSection } from "@stash2plex/shared/pms";

import { newestOf } from "./follow-cursor.ts";
import { takePages } from "./listed-pages.ts";
import { createMissingIds } from "./missing-ids.ts";
import type { PlexContext } from "./plex-context.ts";
import { dropSection, readItems } from "./read-items.ts";
import type { SectionSync } from "./section-sync.ts";

const pageSize = 500;

export interface SectionPassOptions {
  /** Whether the loss of most items is believed when the pass before met it, too. */
  readonly mayBelieve: boolean;
  /** Told how many items were listed so far, and how many there are in all. */
  readonly onPage?: (listed: number, total: number | null) => void;
}

const isMovie = ({ type }: PmsListedItem): boolean => type === "movie";

const doubted = ({ meta }: PlexContext): readonly string[] => meta.get("doubted") ?? [];

const doubt = (context: PlexContext, key: string, isDoubted: boolean): void => {
  const others = doubted(context).filter((other) => other !== key);
  context.meta.set("doubted", isDoubted ? [...others, key] : others);
};

/**
 * A library folder that is not mounted makes Plex answer without an error, and with next to nothing. The loss of more
 * than half of what we had is believed only when two full passes in a row meet it.
 */
const isBelieved = (
  context: PlexContext,
  { key, title }: Pick<PmsSection, "key" | "title">,
  had: number,
  has: number,
  mayBelieve: boolean,
): boolean => {
  if (has >= had / 2) {
    if (mayBelieve) doubt(context, key, false);
    return true;
  }
  if (mayBelieve && doubted(context).includes(key)) {
    doubt(context, key, false);
    return true;
  }
  doubt(context, key, true);
  context.logger.warn(
    `Plex lists ${has} items of "${title}", where it had ${had}. Is a folder of this library not mounted? ` +
      "Nothing is forgotten until the next full pass says the same.",
  );
  return false;
};

const knownIds = async ({ items, pause }: PlexContext, key: string): Promise<Float64Array> => {
  const ids = new Float64Array(items.size(key).all);
  for (let at = 0, last = 0; at < ids.length;) {
    const batch = items.ids(key, last, Math.min(10_000, ids.length - at));
    if (batch.length === 0) return ids.subarray(0, at);
    ids.set(batch, at);
    at += batch.length;
    last = batch.at(-1) ?? last;
    await pause();
  }
  return ids;
};

/**
 * Reads all items of a section. Until its end nothing is deleted, so that it may be killed at any time; what was not
 * listed is then asked for by id, because a list that moves while it is read page by page skips items.
 */
export const passSection = async (
  context: PlexContext,
  section: PmsSection,
  { mayBelieve, onPage }: SectionPassOptions,
): Promise<void> => {
  const { pms, items, sections, clock, signal, pause } = context;
  const { key } = section;
  const isFirst = sections.course(key).fullPassAt === null;
  // Everything is new to the very first pass.
  const emit: PlexContext["emit"] = isFirst ? () => undefined : context.emit;
  const had = items.size(key).live;
  const known = createMissingIds(await knownIds(context, key));
  let listed = 0;
  let live = 0;
  let cursor = sections.course(key).cursor;
  await takePages(
    pms.sectionItems(key, { pageSize, signal }),
    ({ items: page, total }, index) => {
      // Later pages are younger than changes that the first pages did not show.
      if (isFirst && index === 0) cursor = newestOf(page);
      emit(items.write(page.filter(isMovie)));
      for (const { id, deletedAt } of page) {
        known.met(id);
        if (deletedAt === null) live += 1;
      }
      listed += page.length;
      onPage?.(listed, total);
    },
    pause,
  );
  if (isBelieved(context, section, had, live, mayBelieve)) {
    await readItems({ ...context, emit }, known.missing());
  }
  sections.setCursor(key, cursor);
  sections.passed(key, clock.now());
  if (isFirst) context.copied(key);
};

/** Sections that Plex does not have any more: believed in the second pass in a row, when they had items. */
const forgetSections = async (context: PlexContext, present: readonly PmsSection[]) => {
  const { sections, items } = context;
  const keys = new Set(present.map(({ key }) => key));
  for (const section of sections.all()) {
    const { key } = section;
    if (keys.has(key) || !isBelieved(context, section, items.size(key).live, 0, true)) continue;
    await dropSection(context, key);
    sections.remove(key);
  }
};

const createProgress = (context: PlexContext, watched: readonly PmsSection[]) => {
  const { status, sections, items } = context;
  const listedOf = new Map<string, number>();
  const totals = new Map<string, number | null>(
    watched.map(({ key }) => [
      key,
      sections.course(key).fullPassAt === null ? null : items.size(key).live,
    ]),
  );
  const sum = (values: Iterable<number | null>): number | null => {
    let all = 0;
    for (const value of values) {
      if (value === null) return null;
      all += value;
    }
    return all;
  };
  return (key: string, listed: number, total: number | null): void => {
    listedOf.set(key, listed);
    totals.set(key, total);
    status.progress({ done: sum(listedOf.values()) ?? 0, total: sum(totals.values()) });
  };
};

/** Sections, all their items, and what vanished. */
export const createFullPass =
  (context: PlexContext, syncSections: SectionSync): (() => Promise<void>) =>
  async () => {
    const { meta, clock, status, logger, items } = context;
    const began = clock.now();
    const isFirst = meta.get("lastFullPass") === null;
    const { all, watched } = await syncSections();
    await forgetSections(context, all);
    const tell = createProgress(context, watched);
    try {
      status.progress({ done: 0, total: null });
      for (const section of watched) {
        const onPage = (listed: number, total: number | null): void => {
          tell(section.key, listed, total);
        };
        await passSection(context, section, { mayBelieve: true, onPage });
      }
      meta.set("lastFullPass", began);
    } finally {
      status.progress(null);
    }
    status.fresh(began);
    if (isFirst) {
      logger.info(`Copied Plex: ${items.count()} items of ${watched.length} libraries`);
    }
  };
