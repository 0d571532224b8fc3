import type { SyncPolicy } from "../policy.ts";
import type { Ownership } from "./plan-input.ts";

/** Whether pictures reach such items by their addresses. */
export const usesLinks = (policy: SyncPolicy, ownership: Ownership): boolean =>
  policy.artwork === "link" ||
  (policy.artwork === "auto" && policy.linksArePublic && ownership === "ours");
