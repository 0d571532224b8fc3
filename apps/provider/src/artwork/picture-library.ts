import type { StashMirror } from "@stash2plex/engine/stash-mirror";
import { pictureOwnerOf, type PictureRef, pictureVersion } from "@stash2plex/shared/item";
import type { PictureOwner, StashId } from "@stash2plex/shared/stash";

import { isVersioned, sourceVersionOf } from "./picture-version.ts";

/** What the mirror knows of pictures, as far as their route needs it. */
export interface PictureLibrary {
  /**
   * `filling`: Stash may have what the mirror does not know yet. `frozen`: Stash may be another library than the one
   * Plex knows, so its pictures are not to be shown.
   */
  state(): "filling" | "whole" | "frozen";
  /** As Stash gave it; null when there is no picture or its owner is not known. */
  version(owner: PictureOwner, id: StashId): string | null;
}

export function createPictureLibrary(
  mirror: Pick<StashMirror, "reader" | "status">,
): PictureLibrary {
  return {
    state: () => {
      switch (mirror.status().phase) {
        case "empty":
        case "first-sync":
          return "filling";
        case "ready":
          return "whole";
        case "frozen":
          return "frozen";
      }
    },
    version: (owner, id) => mirror.reader.pictureVersion(owner, id),
  };
}

export interface CurrentPicture {
  readonly ref: PictureRef;
  /** The address names exactly this picture, and always will. */
  readonly lasts: boolean;
}

/**
 * The picture that stands for an asked one: always of the version that the mirror holds. Plex may come with an older
 * address, and anybody with an invented one: both get the present picture, so that a version nobody handed out never
 * costs a fetch or a place in the cache. Null: there is no such picture.
 */
export function currentPicture(asked: PictureRef, library: PictureLibrary): CurrentPicture | null {
  const held = library.version(pictureOwnerOf(asked.kind), asked.id);
  if (held === null) {
    return library.state() === "filling" ? { ref: { ...asked, version: "0" }, lasts: false } : null;
  }
  const ref = { ...asked, version: pictureVersion(held) };
  return { ref, lasts: isVersioned(ref) && sourceVersionOf(ref) === sourceVersionOf(asked) };
}
