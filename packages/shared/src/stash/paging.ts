import type { FindFilterType, TimestampCriterionInput } from "./generated/operations.ts";

/** Everything is paged by id: nothing leaves its place while pages are read, but for what is deleted. */
export const pageBy = (page: number, perPage: number): FindFilterType => ({
  page,
  per_page: perPage,
  sort: "id",
  direction: "ASC",
});

/** "Later than", as text: the cursor must be a text of Stash's own (docs/reference/stash.md, fact 5). */
export const laterThan = (cursor: string): TimestampCriterionInput => ({
  value: cursor,
  modifier: "GREATER_THAN",
});
