import type { PictureRef } from "@stash2plex/shared/item";
import type { ItemEdit, PmsArtKind, PmsItemId } from "@stash2plex/shared/pms";

interface OnItem {
  readonly itemId: PmsItemId;
  readonly sectionKey: string;
}

/** One thing to do to Plex. */
export type Operation =
  /** PMS asks our provider again and takes what it can. */
  | (OnItem & { readonly kind: "refresh" })
  /** The item becomes ours. */
  | (OnItem & {
      readonly kind: "match";
      readonly guid: string;
      readonly name: string;
      readonly year?: number;
    })
  | (OnItem & { readonly kind: "edit"; readonly edit: ItemEdit })
  | (OnItem & { readonly kind: "rate"; readonly rating: number | null })
  /** Brings this picture to the item: selects it where it was uploaded before, uploads it else. */
  | (OnItem & {
      readonly kind: "artwork";
      readonly art: PmsArtKind;
      readonly picture: PictureRef;
      /** Version of source, mode and pipeline under which the upload is recorded. */
      readonly source: string;
      /** Whether the picture's field ends locked; null: as PMS leaves it (fact 33). */
      readonly lock: boolean | null;
    })
  | (OnItem & { readonly kind: "locks"; readonly locks: Readonly<Record<string, boolean>> });

/** Why nothing, or not everything, is done to an item. */
export interface PlanNote {
  readonly itemId: PmsItemId | null;
  /** Short and stable, such as `locked`, `other-agent`, `ambiguous`, `nothing-to-say`, `user-artwork`. */
  readonly code: string;
  /** For people. */
  readonly text: string;
}

export interface Plan {
  readonly operations: readonly Operation[];
  readonly notes: readonly PlanNote[];
}
