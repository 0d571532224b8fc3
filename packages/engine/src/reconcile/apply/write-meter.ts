/** Waits for a turn to write one item, so that Plex is not overrun (PLEX_MAX_EDITS_PER_SECOND). */
export type WriteMeter = (signal?: AbortSignal) => Promise<void>;

/** Whoever drains by hand need not wait. */
export const unmetered: WriteMeter = () => Promise.resolve();
