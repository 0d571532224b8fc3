import { describe, expect, it } from "@jest/globals";
import type { PictureKind, PictureRef } from "@stash2plex/shared/item";

import { pictureOfPath, picturePath } from "../picture-url.ts";
import { addressedPicture, isVersioned, sourceVersionOf } from "./picture-version.ts";

const ref = (kind: PictureKind, version = "1718000000"): PictureRef => ({ kind, id: 3, version });

describe("the version in a picture's address", () => {
  it.each([
    ["scene-poster", true],
    ["group-poster", true],
    ["scene-background", false],
    ["performer", false],
  ] as const)("of a %s moves with POSTER_MODE: %s", (kind, moves) => {
    const crop = addressedPicture(ref(kind), "crop");
    const blur = addressedPicture(ref(kind), "blur-fill");
    expect(crop.version !== blur.version).toBe(moves);
  });

  it("is read back to the version of the source", () => {
    const addressed = addressedPicture(ref("scene-poster"), "blur-fill");
    expect(pictureOfPath(picturePath(addressed, "key-of-pictures"), "key-of-pictures")).toEqual(
      addressed,
    );
    expect(sourceVersionOf(addressed)).toBe("1718000000");
    expect(sourceVersionOf(ref("scene-poster"))).toBe("1718000000");
  });

  it("tells whether the source has one", () => {
    expect(isVersioned(addressedPicture(ref("performer", "0"), "crop"))).toBe(false);
    expect(isVersioned(addressedPicture(ref("performer"), "crop"))).toBe(true);
  });
});
