import { normalisePath } from "@stash2plex/shared/paths";

/** As they are spelt. */
export const segmentsOf = (path: string): readonly string[] =>
  normalisePath(path)
    .split("/")
    .filter((segment) => segment !== "");

/** How many segments two paths have in common at their ends. */
export const commonTail = (a: readonly string[], b: readonly string[]): number => {
  let count = 0;
  while (count < Math.min(a.length, b.length) && a.at(-1 - count) === b.at(-1 - count)) count += 1;
  return count;
};
