import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import process from "node:process";

import { describe, expect, it } from "@jest/globals";

import { containerOf } from "../plex/container.ts";
import {
  imagesContainerSchema,
  matchContainerSchema,
  metadataContainerSchema,
} from "../plex/answer-schemas.ts";
import type { PictureRef } from "./desired-item.ts";
import { digestOf } from "./digest.ts";
import { goldenCases } from "../../test/item/golden-cases.ts";
import { renderImages, renderMatch, renderMetadata } from "./render.ts";
import { desiredItem, matchItem } from "./scene-to-item.ts";

/** `UPDATE_GOLDEN=1 pnpm test` writes the golden files anew; read the difference before you commit it. */
const update = process.env.UPDATE_GOLDEN === "1";

const pictureUrl = ({ kind, id, version }: PictureRef): string =>
  `http://provider.test:9998/images/${kind}/${id}/${version}.jpg`;

function goldenFile(name: string): URL {
  return new URL(`golden/${name}.json`, import.meta.url);
}

describe("desiredItem", () => {
  it.each(goldenCases)("of $name is as in its golden file", ({ name, detail, settings }) => {
    const item = desiredItem(detail, settings);
    const rendered = {
      digest: digestOf(item),
      ...(item.userRating !== undefined && { userRating: item.userRating }),
      metadata: renderMetadata(item, pictureUrl),
    };
    const file = goldenFile(name);
    if (update) writeFileSync(file, `${JSON.stringify(rendered, null, 2)}\n`);
    expect(existsSync(file)).toBe(true);
    expect(rendered).toEqual(JSON.parse(readFileSync(file, "utf8")));
  });

  it.each(goldenCases)("of $name keeps the contract in every answer", ({ detail, settings }) => {
    const { identifier } = settings;
    const item = desiredItem(detail, settings);
    const one = { offset: 0, size: 1, total: 1 };
    const metadata = containerOf(identifier, one, { Metadata: [renderMetadata(item, pictureUrl)] });
    expect(metadataContainerSchema(identifier).parse(metadata)).toEqual(metadata);
    const match = containerOf(identifier, one, { Metadata: [renderMatch(item, pictureUrl, 97)] });
    expect(matchContainerSchema(identifier).parse(match)).toEqual(match);
    const images = renderImages(item, pictureUrl);
    const page = { offset: 0, size: images.length, total: images.length };
    const answer = containerOf(identifier, page, { Image: images });
    expect(imagesContainerSchema(identifier).parse(answer)).toEqual(answer);
  });

  it.each(goldenCases)("of $name gives a match result the same fields", ({ detail, settings }) => {
    const whole = renderMatch(desiredItem(detail, settings), pictureUrl);
    expect(renderMatch(matchItem(detail, settings), pictureUrl)).toEqual(whole);
  });

  it("has no golden file without a case", () => {
    const names = readdirSync(new URL("golden/", import.meta.url)).sort();
    expect(names).toEqual(goldenCases.map(({ name }) => `${name}.json`).sort());
  });

  it("changes neither scene nor settings", () => {
    for (const { detail, settings } of goldenCases) {
      const before = structuredClone({ detail, settings });
      desiredItem(detail, settings);
      expect({ detail, settings }).toEqual(before);
    }
  });
});
