import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { defaultItemSettings } from "./default-item-settings.ts";
import type { DesiredItem } from "./desired-item.ts";
import { digestOf, SHOWN_DIGEST_LENGTH } from "./digest.ts";
import { recordedScene } from "../../test/item/recorded-scene.ts";
import { desiredItem } from "./scene-to-item.ts";

const item = desiredItem(recordedScene("rich"), defaultItemSettings);

describe("digestOf", () => {
  it("is short and may stand in a path", () => {
    expect(digestOf(item)).toMatch(/^[A-Za-z0-9_-]{16}$/);
  });

  it("does not depend on the order of fields", () => {
    const entries = Object.entries(item);
    fc.assert(
      fc.property(fc.shuffledSubarray(entries, { minLength: entries.length }), (shuffled) => {
        expect(digestOf(Object.fromEntries(shuffled) as unknown as DesiredItem)).toBe(
          digestOf(item),
        );
      }),
      { numRuns: 20 },
    );
  });

  it.each<[string, Partial<DesiredItem>]>([
    ["title", { title: "Another" }],
    ["order of the cast", { roles: item.roles.toReversed() }],
    ["a genre less", { genres: item.genres.slice(1) }],
    ["a new cover", { images: item.images.slice(1) }],
    ["a rating", { userRating: 1 }],
  ])("changes with %s", (_name, change) => {
    expect(digestOf({ ...item, ...change })).not.toBe(digestOf(item));
  });

  it("changes at its end alone when pictures are only named anew", () => {
    const scene = recordedScene("rich");
    const saved = { ...scene, scene: { ...scene.scene, coverVersion: "another" } };
    const digest = digestOf(desiredItem(saved, defaultItemSettings));
    expect(digest).not.toBe(digestOf(item));
    expect(digest.slice(0, SHOWN_DIGEST_LENGTH)).toBe(digestOf(item).slice(0, SHOWN_DIGEST_LENGTH));
  });

  it.each<[string, Partial<DesiredItem>]>([
    ["title", { title: "Another" }],
    ["no cover", { images: item.images.slice(1) }],
  ])("changes at its beginning with %s", (_name, change) => {
    const [now, before] = [digestOf({ ...item, ...change }), digestOf(item)].map((digest) =>
      digest.slice(0, SHOWN_DIGEST_LENGTH),
    );
    expect(now).not.toBe(before);
  });

  it("does not change with what an item does not show", () => {
    const scene = recordedScene("rich");
    const replayed = {
      ...scene,
      scene: { ...scene.scene, updatedAt: "2027-01-01T00:00:00Z", urls: [] },
    };
    expect(digestOf(desiredItem(replayed, defaultItemSettings))).toBe(digestOf(item));
  });
});
