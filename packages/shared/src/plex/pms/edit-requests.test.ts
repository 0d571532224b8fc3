import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { editQueries, lockQuery } from "./edit-requests.ts";
import type { ItemEdit } from "./pms-client.ts";

const decoded = (query: string): [string, string][] => [...new URLSearchParams(query)];

const queriesOf = (edit: Partial<ItemEdit>, maxBytes = 7_900): [string, string][][] =>
  editQueries({ lock: false, ...edit }, maxBytes).map(decoded);

/** What Plex makes of a removal: the query decoded once, then each of its parts (fact 34). */
const removedTags = (query: string, kind: string): string[] =>
  decoded(query)
    .filter(([name]) => name === `${kind}[].tag.tag-`)
    .flatMap(([, list]) => list.split(","))
    .map(decodeURIComponent);

const addedTags = (query: string, kind: string): string[] =>
  decoded(query)
    .filter(([name]) => new RegExp(String.raw`^${kind}\[\d+\]\.tag\.tag$`).test(name))
    .map(([, tag]) => tag);

describe("the queries of an edit", () => {
  it("say value and lock of each scalar, and clear with nothing", () => {
    expect(queriesOf({ scalars: { title: "Rivers & co", summary: "" } })).toEqual([
      [
        ["title.value", "Rivers & co"],
        ["title.locked", "0"],
        ["summary.value", ""],
        ["summary.locked", "0"],
      ],
    ]);
    expect(queriesOf({ addedAt: 1_600_000_000, lock: true })).toEqual([
      [
        ["addedAt.value", "1600000000"],
        ["addedAt.locked", "1"],
      ],
    ]);
  });

  it("add tags by index", () => {
    expect(queriesOf({ tags: { genre: { add: ["A", "B"], remove: [] } }, lock: true })).toEqual([
      [
        ["genre[0].tag.tag", "A"],
        ["genre[1].tag.tag", "B"],
        ["genre.locked", "1"],
      ],
    ]);
  });

  it("encode removals twice, as in the contract's own example", () => {
    const [query] = editQueries(
      { tags: { genre: { add: [], remove: ["A & B", "Drama"] } }, lock: false },
      8_000,
    );
    expect(query).toContain("=A%2520%2526%2520B%2CDrama&");
  });

  it("part additions from removals of the same kind, and of the same kind only", () => {
    const tags = {
      genre: { add: ["New"], remove: ["Old"] },
      label: { add: [], remove: ["Gone"] },
      collection: { add: ["Lakes"], remove: [] },
    };
    expect(queriesOf({ tags })).toEqual([
      [
        ["genre[].tag.tag-", "Old"],
        ["genre.locked", "0"],
      ],
      [
        ["genre[0].tag.tag", "New"],
        ["genre.locked", "0"],
        ["collection[0].tag.tag", "Lakes"],
        ["collection.locked", "0"],
        ["label[].tag.tag-", "Gone"],
        ["label.locked", "0"],
      ],
    ]);
  });

  it("describe the cast at its places, and add who is not described behind", () => {
    const edit = {
      tags: { actor: { add: ["Bo", "Ann Lee", "Cy"], remove: [] } },
      actors: [{ name: "Ann Lee", role: "Guide", thumb: "http://x/a.jpg" }, { name: "Bo" }],
    };
    expect(queriesOf(edit)).toEqual([
      [
        ["actor[0].tag.tag", "Ann Lee"],
        ["actor[0].tagging.text", "Guide"],
        ["actor[0].tag.thumb", "http://x/a.jpg"],
        ["actor[1].tag.tag", "Bo"],
        ["actor[2].tag.tag", "Cy"],
        ["actor.locked", "0"],
      ],
    ]);
  });

  it("lock a list of which nothing changes", () => {
    expect(queriesOf({ tags: { genre: { add: [], remove: [] } }, lock: true })).toEqual([
      [["genre.locked", "1"]],
    ]);
  });

  it("of nothing are none", () => {
    expect(queriesOf({})).toEqual([]);
    expect(queriesOf({ scalars: {}, tags: {} })).toEqual([]);
  });

  it("a part that fits nowhere goes alone", () => {
    const summary = "é".repeat(100);
    expect(queriesOf({ scalars: { title: "A", summary, studio: "S" } }, 200)).toEqual([
      [
        ["title.value", "A"],
        ["title.locked", "0"],
      ],
      [
        ["summary.value", summary],
        ["summary.locked", "0"],
      ],
      [
        ["studio.value", "S"],
        ["studio.locked", "0"],
      ],
    ]);
  });
});

describe("the query of locks", () => {
  it("names fields and pictures", () => {
    expect(decoded(lockQuery({ genre: false, thumb: true }))).toEqual([
      ["genre.locked", "0"],
      ["thumb.locked", "1"],
    ]);
    expect(lockQuery({})).toBe("");
  });
});

describe("any tags", () => {
  const tag = fc.string({ minLength: 1, maxLength: 60, unit: "binary" });
  const tagList = fc.uniqueArray(tag, { maxLength: 60 });

  it("are removed as they are called", () => {
    fc.assert(
      fc.property(tagList, (remove) => {
        const queries = editQueries({ tags: { genre: { add: [], remove } }, lock: false }, 500);
        expect(queries.flatMap((query) => removedTags(query, "genre"))).toEqual(remove);
      }),
    );
  });

  it("come through in queries that fit, in their order, each with its lock", () => {
    const maxBytes = 700;
    fc.assert(
      fc.property(tagList, tagList, fc.boolean(), (add, remove, lock) => {
        const queries = editQueries({ tags: { label: { add, remove } }, lock }, maxBytes);
        for (const query of queries) {
          const parts = addedTags(query, "label").length + removedTags(query, "label").length;
          expect(query.length <= maxBytes || parts === 1).toBe(true);
          expect(query).toMatch(lock ? /label\.locked=1$/ : /label\.locked=0$/);
          // Never both in one request (question 15).
          expect(query.includes("tag-=") && query.includes(".tag.tag=")).toBe(false);
        }
        expect(queries.flatMap((query) => addedTags(query, "label"))).toEqual(add);
        expect(queries.flatMap((query) => removedTags(query, "label"))).toEqual(remove);
      }),
    );
  });

  it("with half a surrogate pair do not stop an edit", () => {
    const edit = { tags: { genre: { add: ["a\ud800"], remove: ["b\udc00"] } }, lock: false };
    expect(editQueries(edit, 500)).toHaveLength(2);
  });
});
