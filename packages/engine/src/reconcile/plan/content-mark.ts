import { digestOf, type DesiredItem } from "@stash2plex/shared/item";

import type { SyncPolicy } from "../policy.ts";
import { usesLinks } from "./uses-links.ts";
import type { Ownership } from "./plan-input.ts";

/** Name of this mark among those of what we wrote. */
export const contentField = "content";

/**
 * Mark of everything that a refresh may bring. Pictures that are uploaded do not belong to it: the version of a scene's
 * cover moves with every save (docs/reference/stash.md, fact 18), and each would cost a refresh.
 */
export const contentMark = (
  desired: DesiredItem,
  policy: SyncPolicy,
  ownership: Ownership,
): string => digestOf(usesLinks(policy, ownership) ? desired : { ...desired, images: [] });
