import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { parseMatchRequest } from "./parse-match-request.ts";

const bare = { type: 1, manual: false, includeAdult: false };

describe("parseMatchRequest", () => {
  it.each([
    ["the least that is guaranteed", { type: 1 }, bare],
    [
      "an ordinary scan",
      { type: 1, title: "Owl Nest", year: 2021, filename: "Northern/2021/Owl Nest.mp4" },
      { ...bare, title: "Owl Nest", year: 2021, filename: "Northern/2021/Owl Nest.mp4" },
    ],
    ["numbers as strings", { type: "1", year: "2021" }, { ...bare, year: 2021 }],
    [
      "flags as numbers",
      { type: 1, manual: 1, includeAdult: 0 },
      { ...bare, manual: true, includeAdult: false },
    ],
    [
      "flags as strings",
      { type: 1, manual: "true", includeAdult: "1" },
      { ...bare, manual: true, includeAdult: true },
    ],
    ["a numeric title", { type: 1, title: 1917 }, { ...bare, title: "1917" }],
    ["no year, as the scanner says it", { type: 1, year: -1 }, bare],
    ["a year out of range", { type: 1, year: 99_999 }, bare],
    ["empty strings", { type: 1, title: "", filename: "  ", guid: "" }, bare],
    ["nulls", { type: 1, title: null, year: null, filename: null }, bare],
    [
      "unknown and nested fields",
      { type: 1, Children: { size: 1, Metadata: [] }, title: { tag: "x" } },
      bare,
    ],
    ["a date", { type: 1, date: "2021-05-01" }, { ...bare, date: "2021-05-01" }],
    ["no date", { type: 1, date: "soon" }, bare],
    [
      "hash and duration, should PMS ever send them",
      { type: 1, ohash: "AA395A5C5535B2ED", duration: "1800" },
      { ...bare, oshash: "aa395a5c5535b2ed", duration: 1800 },
    ],
    ["a hash that is none", { type: 1, oshash: "xyz" }, bare],
    [
      "blanks around a file name, which may belong to it",
      { type: 1, filename: " Opening.mp4 " },
      { ...bare, filename: " Opening.mp4 " },
    ],
    ["NUL in a title", { type: 1, title: "Owl\0 Nest" }, { ...bare, title: "Owl Nest" }],
    ["another type", { type: 4 }, { ...bare, type: 4 }],
  ])("reads %s", (_name, body, request) => {
    expect(parseMatchRequest(body)).toEqual({ ok: true, request });
  });

  it("takes from the query what the body does not have", () => {
    const query = {
      type: "1",
      title: ["Owls", "other"],
      year: "2020",
      filename: "a/b.mp4",
      manual: "1",
    };
    expect(parseMatchRequest({ title: "Nest" }, query)).toEqual({
      ok: true,
      request: { ...bare, title: "Nest", year: 2020, filename: "a/b.mp4", manual: true },
    });
    expect(parseMatchRequest(undefined, { type: "1" })).toEqual({ ok: true, request: bare });
  });

  it.each([
    ["a list", [{ type: 1 }], /JSON object, not a list/],
    ["a string", "type=1", /JSON object, not a string/],
    ["null", null, /JSON object, not null/],
    ["a number", 1, /JSON object, not a number/],
    ["nothing at all", undefined, /`type` is missing/],
    ["no type", {}, /`type` is missing/],
    ["a type that is no number", { type: "movie" }, /`type` is missing or not a number/],
    ["a fraction", { type: 1.5 }, /`type`/],
    ["a type only inherited", Object.create({ type: 1 }) as object, /`type` is missing/],
    ["an endless file name", { type: 1, filename: "x".repeat(4097) }, /longer than 4096/],
    ["NUL in a file name", { type: 1, filename: "a\0.mp4" }, /NUL/],
  ])("refuses %s in words", (_name, body, reason) => {
    expect(parseMatchRequest(body)).toEqual({
      ok: false,
      reason: expect.stringMatching(reason) as unknown,
    });
  });

  it("bounds what it takes over", () => {
    const parsed = parseMatchRequest({
      type: 1,
      title: "y".repeat(2_000_000),
      guid: "g".repeat(9999),
    });
    expect(parsed.ok && parsed.request.title?.length).toBe(1024);
    expect(parsed.ok && parsed.request.guid?.length).toBe(512);
  });

  it("looks at no nested value, however deep", () => {
    let nested: unknown = 1;
    for (let depth = 0; depth < 100_000; depth += 1) nested = { title: nested };
    expect(parseMatchRequest({ type: 1, title: nested })).toEqual({ ok: true, request: bare });
  });

  it("never throws, and answers well-formed text only", () => {
    const names = [
      "type",
      "title",
      "year",
      "guid",
      "date",
      "filename",
      "manual",
      "duration",
      "oshash",
    ];
    const rubbish = fc.oneof(
      fc.anything(),
      fc.string({ unit: "binary" }),
      fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }),
    );
    const fields = fc.dictionary(fc.constantFrom(...names, "__proto__", "extra"), rubbish);
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fields), fields, (body, query) => {
        const parsed = parseMatchRequest(body, query);
        if (!parsed.ok) {
          expect(parsed.reason).toMatch(/\.$/);
          return;
        }
        for (const value of Object.values(parsed.request)) {
          expect(value).toBeDefined();
          if (typeof value === "string") expect(value.isWellFormed()).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});
