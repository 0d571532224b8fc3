import { describe, expect, it } from "@jest/globals";
import type { PictureRef } from "@stash2plex/shared/item";
import fc from "fast-check";

import { pictureKeyOf, pictureOfPath, picturePath } from "./picture-url.ts";

const poster: PictureRef = { kind: "scene-poster", id: 12, version: "1718000000" };
const anyPicture: fc.Arbitrary<PictureRef> = fc.record({
  kind: fc.constantFrom("scene-poster", "scene-background", "performer", "studio-logo"),
  id: fc.integer({ min: 1, max: 1e15 }),
  version: fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/),
});

describe("picture addresses", () => {
  it("are plain without a key", () => {
    expect(picturePath(poster, null)).toBe("/images/scene-poster/12/1718000000.jpg");
  });

  it("carry a signature with a key, and never the key", () => {
    const path = picturePath(poster, "image-secret");
    expect(path).toMatch(/^\/images\/[\w-]{22}\/scene-poster\/12\/1718000000\.jpg$/);
    expect(path).not.toContain("image-secret");
  });

  it("are read back to the picture they were made of", () => {
    fc.assert(
      fc.property(anyPicture, fc.constantFrom(null, "key-one", "key-two"), (picture, key) => {
        expect(pictureOfPath(picturePath(picture, key), key)).toEqual(picture);
      }),
    );
  });

  it("of another key, or of none, name nothing", () => {
    expect(pictureOfPath(picturePath(poster, "one-secret"), "two-secret")).toBeNull();
    expect(pictureOfPath(picturePath(poster, null), "two-secret")).toBeNull();
    expect(pictureOfPath(picturePath(poster, "one-secret"), null)).toBeNull();
  });

  it("cannot be moved to another picture", () => {
    const path = picturePath(poster, "one-secret");
    expect(pictureOfPath(path.replace("/12/", "/13/"), "one-secret")).toBeNull();
    expect(
      pictureOfPath(path.replace("scene-poster", "scene-background"), "one-secret"),
    ).toBeNull();
  });

  it.each([
    "/images/scene-poster/12/1.png",
    "/images/scene-poster/0/1.jpg",
    "/images/scene-poster/012/1.jpg",
    "/images/scene-poster/9007199254740993/1.jpg",
    "/images/actor/12/1.jpg",
    "/images/scene-poster/12/../1.jpg",
    "/images/scene-poster/12/a.b.jpg",
    "/images/scene-poster/12/.jpg",
    "/x/images/scene-poster/12/1.jpg",
    "",
  ])("malformed as %j name nothing", (path) => {
    expect(pictureOfPath(path, null)).toBeNull();
  });

  it("are signed with IMAGE_SECRET, else with what PROVIDER_SECRET gives, else not", () => {
    const derived = pictureKeyOf({ imageSecret: null, providerSecret: "provider" });
    expect(pictureKeyOf({ imageSecret: "image", providerSecret: "provider" })).toBe("image");
    expect(derived).toMatch(/^[0-9a-f]{64}$/);
    expect(pictureKeyOf({ imageSecret: null, providerSecret: null })).toBeNull();
  });
});
