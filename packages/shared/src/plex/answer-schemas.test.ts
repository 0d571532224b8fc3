import { describe, expect, it } from "@jest/globals";
import type * as z from "zod";

import {
  emptyContainerSchema,
  imagesContainerSchema,
  matchContainerSchema,
  metadataContainerSchema,
  providerRootSchema,
} from "./answer-schemas.ts";
import { containerOf, emptyContainer } from "./container.ts";
import { guidOf, PROVIDER_IDENTIFIER as identifier, providerIdentifier } from "./identifiers.ts";
import { providerRoot } from "./provider-root.ts";

const poster = "http://192.168.1.2:9998/images/scene-poster/12/1.jpg";
const movie = {
  ratingKey: "scene-12",
  key: "/library/metadata/scene-12",
  guid: guidOf(identifier, 12),
  type: "movie",
  title: "Owl Nest",
};
const one = (changes: object) =>
  containerOf(
    identifier,
    { offset: 0, size: 1, total: 1 },
    { Metadata: [{ ...movie, ...changes }] },
  );

function problemsOf(schema: z.ZodType, value: unknown): string {
  const result = schema.safeParse(value);
  return result.success ? "" : result.error.issues.map((issue) => issue.message).join("; ");
}

describe("providerRootSchema", () => {
  const root = providerRoot({ identifier, title: "Stash2Plex", version: "1.0.0" });
  const provider = root.MediaProvider;
  const changed = (changes: object) => ({ MediaProvider: { ...provider, ...changes } });

  it("accepts our own document, with a suffix and below a path too", () => {
    expect(problemsOf(providerRootSchema(identifier), root)).toBe("");
    const second = providerIdentifier("two");
    const other = providerRoot({ identifier: second, title: "Two", version: "1" });
    expect(problemsOf(providerRootSchema(second, "/secret/"), other)).toBe("");
  });

  it.each([
    ["a MediaContainer around it", { MediaContainer: provider }],
    ["another identifier", changed({ identifier: "tv.plex.agents.custom.other" })],
    ["another scheme", changed({ Types: [{ type: 1, Scheme: [{ scheme: "stash" }] }] })],
    ["bare integers as types", changed({ Types: [1] })],
    ["no type", changed({ Types: [] })],
    ["no match feature", changed({ Feature: [{ type: "metadata", key: "/m" }] })],
    [
      "a key without slash",
      changed({
        Feature: [
          { type: "metadata", key: "m" },
          { type: "match", key: "/x" },
        ],
      }),
    ],
    [
      "an images feature",
      changed({ Feature: [...provider.Feature, { type: "images", key: "/i" }] }),
    ],
    ["an empty title", changed({ title: " " })],
  ])("refuses %s", (_name, document) => {
    expect(problemsOf(providerRootSchema(identifier), document)).not.toBe("");
  });

  it("refuses keys that repeat the registered path", () => {
    expect(problemsOf(providerRootSchema(identifier, "/library"), root)).toMatch(/must not repeat/);
  });

  it("refuses an identifier that PMS would not take", () => {
    const wrong = "tv.plex.agents.stash2plex";
    const document = providerRoot({ identifier: wrong, title: "x", version: "1" });
    expect(problemsOf(providerRootSchema(wrong), document)).not.toBe("");
  });
});

describe("metadataContainerSchema", () => {
  const schema = metadataContainerSchema(identifier);

  it("accepts the least and the most", () => {
    expect(problemsOf(schema, one({}))).toBe("");
    const full = {
      originalTitle: "NFF-1",
      originallyAvailableAt: "2024-02-29",
      year: 2024,
      summary: "Line\nline",
      isAdult: true,
      duration: 1800,
      thumb: poster,
      art: poster,
      Image: [{ type: "coverPoster", url: poster, alt: "Owl Nest" }],
      Genre: [{ tag: "Birds" }],
      Role: [{ tag: "Ada Fjord", role: "Narrator", thumb: poster, order: 0 }],
      Guid: [{ id: "stashdb://6f1b1f4e-0b7e-4a5b-9a57-333333333333" }],
      Rating: [{ image: "themoviedb://image.rating", type: "audience", value: 8.7 }],
      somethingNew: 1,
    };
    expect(problemsOf(schema, one(full))).toBe("");
  });

  it.each([
    ["a guid without movie/", { guid: `${identifier}://scene-12` }],
    ["a guid of another scene", { guid: guidOf(identifier, 13) }],
    ["a guid of another scheme", { guid: guidOf("tv.plex.agents.custom.other", 12) }],
    ["a dot in the ratingKey", { ratingKey: "scene.12" }],
    ["a key of another scene", { key: "/library/metadata/scene-2" }],
    ["a key without slash", { key: "library/metadata/scene-12" }],
    ["an empty title", { title: "" }],
    ["an empty summary", { summary: "" }],
    ["a partial date", { originallyAvailableAt: "2024-05" }],
    ["an empty date", { originallyAvailableAt: "" }],
    ["a day that does not exist", { originallyAvailableAt: "2023-02-29" }],
    ["a year that contradicts the date", { originallyAvailableAt: "2023-02-01", year: 2022 }],
    ["seconds with fractions", { duration: 1.8 }],
    ["duration 0", { duration: 0 }],
    ["a rating of 11", { Rating: [{ image: "imdb://image.rating", type: "audience", value: 11 }] }],
    ["a custom rating icon", { Rating: [{ image: "stash://icon", type: "audience", value: 5 }] }],
    ["an unknown image type", { Image: [{ type: "banner", url: poster }] }],
    ["a relative picture", { thumb: "/images/1.jpg" }],
    ["a key in a picture's address", { thumb: `${poster}?apikey=abc` }],
    ["a login in a picture's address", { thumb: "http://user:pass@host/1.jpg" }],
    ["an empty list", { Genre: [] }],
    ["a repeated tag", { Genre: [{ tag: "Birds" }, { tag: "Birds" }] }],
    ["tags as plain text", { Genre: ["Birds"] }],
    ["an external id without scheme", { Guid: [{ id: "6f1b" }] }],
    ["another type", { type: "show" }],
  ])("refuses %s", (_name, changes) => {
    expect(problemsOf(schema, one(changes))).not.toBe("");
  });

  it.each([
    ["no item", emptyContainer(identifier)],
    ["size without entries", containerOf(identifier, { offset: 0, size: 1, total: 1 }, {})],
    [
      "a total below the size",
      containerOf(identifier, { offset: 0, size: 1, total: 0 }, { Metadata: [movie] }),
    ],
    [
      "another identifier",
      containerOf(
        "tv.plex.agents.custom.x",
        { offset: 0, size: 1, total: 1 },
        { Metadata: [movie] },
      ),
    ],
    ["no container", { Metadata: [movie] }],
  ])("refuses a container with %s", (_name, answer) => {
    expect(problemsOf(schema, answer)).not.toBe("");
  });
});

describe("the other containers", () => {
  it("accept an empty match and ordered results", () => {
    const schema = matchContainerSchema(identifier);
    expect(problemsOf(schema, emptyContainer(identifier))).toBe("");
    const second = {
      ...movie,
      ratingKey: "scene-2",
      key: "/library/metadata/scene-2",
      guid: guidOf(identifier, 2),
    };
    const page = { offset: 0, size: 2, total: 2 };
    const ordered = [
      { ...movie, score: 99 },
      { ...second, score: 90 },
    ];
    expect(problemsOf(schema, containerOf(identifier, page, { Metadata: ordered }))).toBe("");
    const reversed = containerOf(identifier, page, { Metadata: ordered.toReversed() });
    expect(problemsOf(schema, reversed)).toMatch(/best first/);
  });

  it("want Image, not Metadata, from the images route", () => {
    const schema = imagesContainerSchema(identifier);
    const page = { offset: 0, size: 1, total: 1 };
    const image = { type: "coverPoster", url: poster };
    expect(problemsOf(schema, containerOf(identifier, page, { Image: [image] }))).toBe("");
    expect(problemsOf(schema, containerOf(identifier, page, { Metadata: [image] }))).not.toBe("");
    expect(problemsOf(schema, emptyContainer(identifier))).toBe("");
  });

  it("want nothing from extras and children", () => {
    const schema = emptyContainerSchema(identifier);
    expect(problemsOf(schema, emptyContainer(identifier, 40))).toBe("");
    expect(problemsOf(schema, one({}))).not.toBe("");
  });
});
