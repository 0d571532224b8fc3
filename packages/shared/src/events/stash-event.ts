import type { StashId } from "../stash/records.ts";

/** Object types of Stash whose hooks concern an item of Plex. */
export type EventObject = "Scene" | "Performer" | "Studio" | "Tag" | "Group" | "Movie";
export type EventAction = "Create" | "Update" | "Destroy" | "Merge";

/** A change in Stash as a hook tells it; what embedded script, CLI and provider all speak. */
export interface StashEvent {
  /** Such as `Scene.Update.Post`. */
  readonly type: `${EventObject}.${EventAction}.Post`;
  readonly id: StashId;
  /**
   * What was sent (`inputFields`), in Stash's words; absent: anything may have changed, the path too
   * (docs/reference/stash.md, fact 31). Holds `ids` when the edit was a bulk edit.
   */
  readonly fields?: readonly string[];
}
