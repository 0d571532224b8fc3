import { createHash } from "node:crypto";

const DIGEST_BYTES = 32;

function digestOf(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).digest();
}

/** A strong validator: the same bytes, the same tag, after a restart and on another machine too. */
export function etagOf(bytes: Uint8Array): string {
  return `"${digestOf(bytes).toString("base64url").slice(0, 27)}"`;
}

/** Content of a file in the picture folder: a digest, then the picture. */
export function packPicture(bytes: Uint8Array): Buffer {
  return Buffer.concat([digestOf(bytes), bytes]);
}

/** The picture in a file; null when the file was cut off or damaged, by a power cut for example. */
export function unpackPicture(file: Buffer): Buffer | null {
  const bytes = file.subarray(DIGEST_BYTES);
  return digestOf(bytes).equals(file.subarray(0, DIGEST_BYTES)) ? bytes : null;
}
