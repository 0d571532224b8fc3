import { describe, expect, it } from "@jest/globals";
import sharp from "sharp";

import { drawn, hugeClaim, noise } from "../../test/drawn-pictures.ts";
import { compose, UnreadablePictureError } from "./compose.ts";
import { planOf, type PosterMode } from "./picture-plan.ts";

const wide = drawn(1920, 1080).jpeg().toBuffer();
const posterOf = async (mode: PosterMode): Promise<Uint8Array> =>
  compose(await wide, planOf("scene-poster", mode).recipe);

/** Red, green and blue of one pixel. */
async function pixel(bytes: Uint8Array, left: number, top: number): Promise<number[]> {
  const spot = { left, top, width: 1, height: 1 };
  return [...(await sharp(bytes).extract(spot).removeAlpha().raw().toBuffer())];
}

const isRed = ([red = 0, green = 0, blue = 0]: number[]): boolean =>
  red > 120 && green < 60 && blue < 60;
const isBar = (colours: number[]): boolean => colours.every((colour) => colour < 40);

describe("posters of a wide cover", () => {
  it.each(["crop", "blur-fill", "letterbox"] as const)("are 600x900 JPEG by %s", async (mode) => {
    expect(await sharp(await posterOf(mode)).metadata()).toMatchObject({
      format: "jpeg",
      width: 600,
      height: 900,
    });
  });

  it("fill the frame with the middle by crop", async () => {
    const poster = await posterOf("crop");
    expect(isRed(await pixel(poster, 5, 5))).toBe(true);
    expect(isRed(await pixel(poster, 5, 895))).toBe(true);
  });

  it("show all of it between bars by letterbox", async () => {
    const poster = await posterOf("letterbox");
    expect(isBar(await pixel(poster, 5, 5))).toBe(true);
    expect(isRed(await pixel(poster, 5, 450))).toBe(true);
  });

  it("show all of it before a darker copy by blur-fill", async () => {
    const poster = await posterOf("blur-fill");
    const [backdrop = 0] = await pixel(poster, 5, 100);
    const [front = 0] = await pixel(poster, 5, 450);
    expect(isRed(await pixel(poster, 5, 100))).toBe(true);
    expect(front - backdrop).toBeGreaterThan(40);
  });

  it("are as the cover is by original", async () => {
    expect(await sharp(await posterOf("original")).metadata()).toMatchObject({
      width: 1920,
      height: 1080,
    });
  });
});

describe("other pictures", () => {
  it.each([
    ["scene-background", 3840, 2160, 1920, 1080],
    ["scene-background", 1000, 4000, 480, 1920],
    ["scene-background", 640, 360, 640, 360],
    ["scene-snapshot", 1920, 1080, 1280, 720],
    ["performer", 1000, 1500, 600, 900],
    ["performer", 200, 300, 200, 300],
    ["studio-logo", 1600, 400, 800, 200],
    ["group-poster", 700, 1000, 600, 900],
  ] as const)("%s of %ix%i is %ix%i", async (kind, width, height, toWidth, toHeight) => {
    const source = await drawn(width, height).jpeg().toBuffer();
    const made = await compose(source, planOf(kind, "crop").recipe);
    expect(await sharp(made).metadata()).toMatchObject({
      format: "jpeg",
      width: toWidth,
      height: toHeight,
    });
  });

  it.each(["png", "webp", "gif", "avif"] as const)("are JPEG when Stash has %s", async (format) => {
    const source = await drawn(64, 36).toFormat(format).toBuffer();
    const made = await compose(source, planOf("performer", "crop").recipe);
    expect((await sharp(made).metadata()).format).toBe("jpeg");
  });

  it("stay transparent as logos, and nowhere else", async () => {
    const clear = await drawn(64, 64, 0).webp().toBuffer();
    const logo = await sharp(await compose(clear, planOf("studio-logo", "crop").recipe)).metadata();
    const portrait = await compose(clear, planOf("performer", "crop").recipe);
    expect(logo).toMatchObject({ format: "png", hasAlpha: true });
    expect(isBar(await pixel(portrait, 10, 10))).toBe(true);
  });

  it("are turned as the camera noted", async () => {
    const source = await drawn(120, 80).jpeg().withMetadata({ orientation: 6 }).toBuffer();
    const made = await compose(source, planOf("scene-background", "crop").recipe);
    expect(await sharp(made).metadata()).toMatchObject({ width: 80, height: 120 });
  });

  it("stay under 10 MB, even of what hardly compresses", async () => {
    const source = await noise(2400, 2400);
    const made = await compose(source, planOf("scene-background", "crop").recipe);
    expect(made.length).toBeLessThan(10_000_000);
    expect((await sharp(made).metadata()).width).toBe(1920);
  });
});

describe("sources that are no pictures", () => {
  it("are refused when they are cut off", async () => {
    const source = await wide;
    await expect(
      compose(source.subarray(0, source.length / 3), planOf("scene-poster", "crop").recipe),
    ).rejects.toThrow(UnreadablePictureError);
  });

  it("are refused before they are unpacked when they claim to be huge", async () => {
    await expect(compose(hugeClaim(), planOf("scene-poster", "crop").recipe)).rejects.toThrow(
      /pixel limit/,
    );
  });
});
