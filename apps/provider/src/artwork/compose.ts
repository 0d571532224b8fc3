import sharp, { type Sharp } from "sharp";

import { errorMessage } from "@stash2plex/shared/error-message";

import type { Recipe } from "./picture-plan.ts";

/** The source is no picture after all: broken, cut off, or larger than anybody's cover. */
export class UnreadablePictureError extends Error {
  override readonly name = "UnreadablePictureError";
}

/** 100 megapixels: every camera's pictures, and less memory than a small file can be made to cost. */
const MAX_PIXELS = 100_000_000;
const SECONDS_AT_MOST = 15;
/** Behind transparent pictures, and beside narrow ones. */
const BACKDROP = "#101010";
const BLUR_SIGMA = 24;
/** The blurred copy is drawn small: nobody sees it, and blurring costs by the pixel. */
const BLUR_SCALE = 4;

// Two pictures at a time, one thread each; and sources differ, so remembering operations would only hold memory.
sharp.concurrency(1);
sharp.cache(false);

/** Opens a picture as people see it: turned as its camera noted, first frame only. */
function open(bytes: Uint8Array): Sharp {
  return sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: "error", autoOrient: true });
}

function jpeg(image: Sharp): Promise<Buffer> {
  return image
    .flatten({ background: BACKDROP })
    .toColourspace("srgb")
    .jpeg({ quality: 85, mozjpeg: false })
    .timeout({ seconds: SECONDS_AT_MOST })
    .toBuffer();
}

/** The whole picture before a blurred copy of itself that fills the frame. */
async function blurFill(bytes: Uint8Array, { width, height }: Recipe): Promise<Buffer> {
  const backdrop = await open(bytes)
    .resize(Math.round(width / BLUR_SCALE), Math.round(height / BLUR_SCALE), { fit: "cover" })
    .flatten({ background: BACKDROP })
    .blur(BLUR_SIGMA / BLUR_SCALE)
    .modulate({ brightness: 0.7 })
    .toColourspace("srgb")
    .timeout({ seconds: SECONDS_AT_MOST })
    .png()
    .toBuffer();
  const front = await open(bytes)
    .resize(width, height, { fit: "inside" })
    .toColourspace("srgb")
    .timeout({ seconds: SECONDS_AT_MOST })
    .png({ compressionLevel: 1 })
    .toBuffer();
  return jpeg(
    sharp(backdrop)
      .resize(width, height, { fit: "fill" })
      .composite([{ input: front }]),
  );
}

async function framed(bytes: Uint8Array, recipe: Recipe): Promise<Buffer> {
  const { fit, width, height } = recipe;
  switch (fit) {
    case "crop":
      return jpeg(open(bytes).resize(width, height, { fit: "cover", position: "centre" }));
    case "letterbox":
      return jpeg(
        open(bytes)
          .flatten({ background: BACKDROP })
          .resize(width, height, { fit: "contain", background: BACKDROP }),
      );
    case "blur-fill":
      return blurFill(bytes, recipe);
    case "inside": {
      const image = open(bytes).resize(width, height, { fit: "inside", withoutEnlargement: true });
      const transparent = recipe.keepAlpha && (await open(bytes).metadata()).hasAlpha;
      return transparent
        ? image.toColourspace("srgb").png().timeout({ seconds: SECONDS_AT_MOST }).toBuffer()
        : jpeg(image);
    }
  }
}

/**
 * Makes what Plex gets of a source picture: JPEG, or PNG where transparency is kept. By its size in pixels the result
 * stays far below the 10 MB that Plex takes.
 *
 * @throws UnreadablePictureError when the source cannot be decoded.
 */
export async function compose(bytes: Uint8Array, recipe: Recipe): Promise<Uint8Array> {
  try {
    return await framed(bytes, recipe);
  } catch (error) {
    throw new UnreadablePictureError(errorMessage(error));
  }
}
