import type { ItemView } from "./plan-input.ts";
import { markOf } from "./text-equality.ts";

/** Name of the rating among the marks of what we wrote. */
export const ratingField = "userRating";

const CLOSE = 0.05;

/** The rating to be given; null takes ours away; undefined: nothing to do. */
export const ratingChange = ({
  observed,
  desired,
  policy,
}: ItemView): number | null | undefined => {
  if (!policy.fields.has("rating")) return undefined;
  const has = observed.item.userRating;
  const wanted = desired.userRating;
  if (wanted !== undefined) {
    if (has === null) return wanted;
    return policy.preserveEdits || Math.abs(has - wanted) < CLOSE ? undefined : wanted;
  }
  if (has === null || policy.preserveEdits) return undefined;
  return observed.written?.marks[ratingField] === markOf(String(has)) ? null : undefined;
};

/** When the item should say that it was added, in epoch seconds; undefined: nothing to do. */
export const addedAtChange = ({ observed, facts, policy }: ItemView): number | undefined => {
  if (policy.addedAt !== "stash" || policy.preserveEdits) return undefined;
  const wanted = Math.floor(Date.parse(facts.createdAt) / 1_000);
  if (!Number.isSafeInteger(wanted) || wanted <= 0) return undefined;
  return observed.item.addedAt === wanted ? undefined : wanted;
};
