import { type PictureKind, pictureOwnerOf } from "@stash2plex/shared/item";
import type { PictureOwner } from "@stash2plex/shared/stash";

/** How a wide cover becomes a poster: POSTER_MODE. */
export type PosterMode = "crop" | "blur-fill" | "letterbox" | "original";

/** What is made of a source picture. Sizes in pixels. */
export interface Recipe {
  /** `inside`: as it is, only never larger than the box. The others fill the box exactly. */
  readonly fit: "crop" | "blur-fill" | "letterbox" | "inside";
  readonly width: number;
  readonly height: number;
  /** Whether a transparent picture stays one, as PNG. */
  readonly keepAlpha: boolean;
}

export interface PicturePlan {
  readonly owner: PictureOwner;
  readonly recipe: Recipe;
}

/** Moves when the same source gives other bytes than before; what is kept on disk is then made anew. */
export const PIPELINE_VERSION = 1;

const inside = (width: number, height: number, keepAlpha = false): Recipe => ({
  fit: "inside",
  width,
  height,
  keepAlpha,
});

function posterRecipe(mode: PosterMode): Recipe {
  return mode === "original"
    ? inside(1920, 1920)
    : { fit: mode, width: 600, height: 900, keepAlpha: false };
}

function recipeOf(kind: PictureKind, mode: PosterMode): Recipe {
  switch (kind) {
    case "scene-poster":
    case "group-poster":
      return posterRecipe(mode);
    case "scene-background":
      return inside(1920, 1920);
    case "scene-snapshot":
      return inside(1280, 1280);
    case "performer":
      return inside(600, 900);
    case "studio-logo":
      return inside(800, 800, true);
  }
}

/** Whose picture it is, and what is made of it. */
export function planOf(kind: PictureKind, mode: PosterMode): PicturePlan {
  return { owner: pictureOwnerOf(kind), recipe: recipeOf(kind, mode) };
}

/** The recipe in letters, for keys of what is kept. */
export function recipeKey({ fit, width, height, keepAlpha }: Recipe): string {
  return `v${PIPELINE_VERSION}-${fit}-${width}x${height}${keepAlpha ? "-alpha" : ""}`;
}
