/** A picture format that is told by the first bytes. */
export type ImageType = "jpeg" | "png" | "gif" | "webp" | "avif" | "svg";

const startsWith = (bytes: Uint8Array, at: number, expected: readonly number[]): boolean =>
  expected.every((byte, index) => bytes[at + index] === byte);

const textAt = (bytes: Uint8Array, from: number, to: number): string =>
  new TextDecoder("latin1").decode(bytes.subarray(from, to));

/** An SVG may begin with a byte order mark, an XML declaration, a doctype and comments. */
const looksLikeSvg = (bytes: Uint8Array): boolean => {
  const head = textAt(bytes, 0, 4_096)
    .replace(/^\u00ef\u00bb\u00bf/, "")
    .trimStart();
  return (
    head.startsWith("<") &&
    /^(?:<\?xml|<!doctype svg|<!--|<svg[\s>])/i.test(head) &&
    /<svg[\s>]/i.test(head)
  );
};

/** Brands of the ISO base media `ftyp` box that hold an AV1 picture. */
const isAvif = (bytes: Uint8Array): boolean =>
  textAt(bytes, 4, 8) === "ftyp" && /^avi[fs]$/.test(textAt(bytes, 8, 12));

/**
 * Tells the format of a picture from its bytes: Stash's content types are guesses, and anything may have been stored
 * as a cover (docs/reference/stash.md, facts 18, 25).
 *
 * @returns null when the bytes are none of the known formats.
 */
export function sniffImage(bytes: Uint8Array): ImageType | null {
  if (startsWith(bytes, 0, [0xff, 0xd8, 0xff])) return "jpeg";
  if (startsWith(bytes, 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return "png";
  if (/^GIF8[79]a$/.test(textAt(bytes, 0, 6))) return "gif";
  if (textAt(bytes, 0, 4) === "RIFF" && textAt(bytes, 8, 12) === "WEBP") return "webp";
  if (isAvif(bytes)) return "avif";
  return looksLikeSvg(bytes) ? "svg" : null;
}
