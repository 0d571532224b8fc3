import { describe, expect, it } from "@jest/globals";

import { sniffImage } from "./sniff-image.ts";

const latin = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, "latin1"));
const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, "hex"));

describe("sniffImage", () => {
  it.each([
    ["a JPEG", hex("ffd8ffe000104a464946"), "jpeg"],
    ["a PNG", hex("89504e470d0a1a0a0000000d49484452"), "png"],
    ["a GIF of 1989", latin("GIF89a\x01\x00"), "gif"],
    ["a GIF of 1987", latin("GIF87a\x01\x00"), "gif"],
    ["a WebP", latin("RIFF\x24\x00\x00\x00WEBPVP8 "), "webp"],
    ["an AVIF", latin("\x00\x00\x00\x20ftypavif\x00\x00\x00\x00"), "avif"],
    ["an animated AVIF", latin("\x00\x00\x00\x20ftypavis"), "avif"],
    ["an SVG as Stash begins its placeholders", hex("3c73766720786d6c6e733d2268747470"), "svg"],
    [
      "an SVG behind a declaration",
      latin('<?xml version="1.0"?>\n<svg viewBox="0 0 1 1"/>'),
      "svg",
    ],
    ["an SVG behind a byte order mark", latin("\xef\xbb\xbf \n<SVG>"), "svg"],
    ["an SVG behind a comment", latin("<!-- drawn by hand --><svg />"), "svg"],
    ["a web page", latin("<!doctype html><html><svg></svg></html>"), null],
    ["XML of something else", latin('<?xml version="1.0"?><rss/>'), null],
    ["another RIFF", latin("RIFF\x24\x00\x00\x00WAVEfmt "), null],
    ["an MP4", latin("\x00\x00\x00\x20ftypisom"), null],
    ["three zero bytes, a cover that Stash accepted", hex("000000"), null],
    ["nothing", new Uint8Array(), null],
    ["the beginning of a PNG", hex("89504e47"), null],
  ])("%s", (_name, bytes, expected) => {
    expect(sniffImage(bytes)).toBe(expected);
  });
});
