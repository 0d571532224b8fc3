/**
 * A rating of Stash on Plex's scale of 0-10, one decimal. Stash stores 0 and 101 as they come
 * (docs/reference/stash.md, fact 25): clamped.
 *
 * @returns null when unrated
 */
export function ratingOf(rating100: number | null): number | null {
  if (rating100 === null || Number.isNaN(rating100)) return null;
  return Math.round(Math.min(100, Math.max(0, rating100))) / 10;
}
