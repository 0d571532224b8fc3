import type { PictureRef } from "@stash2plex/shared/item";

export type ArtworkAnswer =
  | { readonly kind: "picture"; readonly bytes: Uint8Array }
  /** Stash has none: a placeholder, or nothing. */
  | { readonly kind: "absent" };

/** Where bytes to upload come from: the provider's own picture pipeline, or Stash itself in a host without one. */
export interface ArtworkSource {
  /** Raised when the same source would give other bytes; part of what an upload is recorded under. */
  readonly pipeline: string;
  /** JPEG or PNG under 10 MB. Rejects with a sentence when it could not be had now. */
  bytes(picture: PictureRef, signal?: AbortSignal): Promise<ArtworkAnswer>;
}
