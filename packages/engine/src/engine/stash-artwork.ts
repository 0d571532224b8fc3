import { pictureOwnerOf } from "@stash2plex/shared/item";
import type { StashPictures } from "@stash2plex/shared/stash";

import type { ArtworkSource } from "../reconcile/index.ts";

/** Plex's limit for uploads (docs/reference/plex-contract.md, section 8). */
const longestBytes = 10_480_000;

/** Pictures as Stash has them, for a host without an image library. Plex is sure to take JPEG and PNG only. */
export function createStashArtwork(pictures: Pick<StashPictures, "picture">): ArtworkSource {
  return {
    pipeline: "as-in-stash",
    bytes: async ({ kind, id }, signal) => {
      const options = signal === undefined ? {} : { signal };
      const found = await pictures.picture(pictureOwnerOf(kind), id, options);
      const fits =
        found.kind === "picture" &&
        (found.type === "jpeg" || found.type === "png") &&
        found.bytes.length <= longestBytes;
      return fits ? { kind: "picture", bytes: found.bytes } : { kind: "absent" };
    },
  };
}
