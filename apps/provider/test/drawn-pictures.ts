import { crc32 } from "node:zlib";

import sharp, { type OverlayOptions, type Sharp } from "sharp";

/** A picture of two halves, so that crops can be told from whole pictures: red to the left, blue to the right. */
export function drawn(width: number, height: number, alpha = 1): Sharp {
  const half = (background: string, left: number): OverlayOptions => ({
    input: {
      create: { width: Math.ceil(width / 2), height, channels: 4, background },
    },
    left,
    top: 0,
  });
  const canvas = sharp({
    create: { width, height, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
  });
  return alpha === 0
    ? canvas
    : canvas.composite([half("#ff0000", 0), half("#0000ff", Math.floor(width / 2))]);
}

/** A picture that hardly compresses. */
export function noise(width: number, height: number): Promise<Buffer> {
  return sharp({
    create: {
      width,
      height,
      channels: 3,
      background: "#000000",
      noise: { type: "gaussian", mean: 128, sigma: 60 },
    },
  })
    .png({ compressionLevel: 1 })
    .toBuffer();
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

/** A few bytes of PNG that claim to be a picture of 900 megapixels. */
export function hugeClaim(): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(30_000, 0);
  header.writeUInt32BE(30_000, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", Buffer.alloc(0)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
