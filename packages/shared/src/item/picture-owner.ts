import type { PictureOwner } from "../stash/pictures.ts";
import type { PictureKind } from "./desired-item.ts";

/**
 * Whose picture in Stash a kind of picture is made of.
 * @example pictureOwnerOf("scene-poster") // "scene"
 */
export function pictureOwnerOf(kind: PictureKind): PictureOwner {
  switch (kind) {
    case "scene-poster":
    case "scene-background":
    case "scene-snapshot":
      return "scene";
    case "group-poster":
      return "group";
    case "performer":
      return "performer";
    case "studio-logo":
      return "studio";
  }
}
