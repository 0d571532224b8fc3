import type { SectionPage } from "@stash2plex/shared/pms";

/**
 * Takes pages one by one. The next page is asked for before the last one is taken, so that Plex works while we write;
 * never more than one request is under way.
 */
export const takePages = async (
  pages: AsyncIterable<SectionPage>,
  take: (page: SectionPage, index: number) => void,
  pause: () => Promise<void>,
): Promise<void> => {
  const iterator = pages[Symbol.asyncIterator]();
  let next = iterator.next();
  try {
    for (let index = 0; ; index += 1) {
      const result = await next;
      if (result.done === true) return;
      next = iterator.next();
      // Awaited in the next turn; a failure must not count as unheeded until then.
      next.catch(() => undefined);
      // The request leaves in a turn of its own: written before, Plex would begin only when we have ended.
      await pause();
      take(result.value, index);
      await pause();
    }
  } finally {
    await iterator.return?.();
  }
};

/** Size of a list by its first page, or null when Plex does not tell. */
export const totalOf = async (pages: AsyncIterable<SectionPage>): Promise<number | null> => {
  for await (const { total } of pages) return total;
  return null;
};
