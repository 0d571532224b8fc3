import { describe, expect, it } from "@jest/globals";
import { parse } from "node:querystring";

import { readGapQuery } from "./gap-query.ts";

const read = (query: string): unknown => readGapQuery(parse(query));

describe("parameters of the report", () => {
  it.each([
    ["", { limit: 50 }],
    ["limit=1000", { limit: 1_000 }],
    ["kind=stale&reason=changed", { kind: "stale", reason: "changed", limit: 50 }],
    ["reason=unmapped", { reason: "unmapped", limit: 50 }],
    ["state=closed&sort=path", { state: "closed", sort: "path", limit: 50 }],
    ["section=Films%20%26%20more&q=%20tram%20", { section: "Films & more", q: "tram", limit: 50 }],
    ["cursor=abc", { cursor: "abc", limit: 50 }],
    // A form sends what was not filled in.
    ["kind=&reason=&section=&q=&sort=&limit=&cursor=", { limit: 50 }],
  ])("%s", (query, expected) => {
    expect(read(query)).toMatchObject({ query: expected });
    expect(readGapQuery(parse(query))).toHaveProperty("query", expected);
  });

  it.each([
    ["format=csv", { format: "csv", isLimited: false }],
    ["format=json&limit=7", { format: "json", isLimited: true }],
    ["", { format: null, isLimited: false }],
  ])("%s says in what form", (query, expected) => {
    expect(read(query)).toMatchObject(expected);
  });

  it.each([
    ["kind=missing", /^kind must be one of plex-only, stash-only, unmatched, stale, /],
    ["kind=constructor", /^kind must be one of/],
    ["kind=Stale", /^kind must be one of/],
    ["reason=because", /^reason must be one of not-in-stash, unmapped, /],
    ["kind=stale&reason=unmapped", /^reason must be one of changed\.$/],
    ["state=all", /^state must be one of open, closed\.$/],
    ["sort=id;drop", /^sort must be one of newest, oldest, title, path\.$/],
    ["format=xml", /^format must be one of json, csv\.$/],
    ["limit=0", /^limit must be a whole number from 1 to 1000\.$/],
    ["limit=1001", /from 1 to 1000/],
    ["limit=-1", /from 1 to 1000/],
    ["limit=1e2", /from 1 to 1000/],
    ["limit=99999999999999999999", /from 1 to 1000/],
    [`q=${"x".repeat(201)}`, /^q may have 200 characters at most\.$/],
    [`section=${"x".repeat(201)}`, /^section may have 200 characters at most\.$/],
    [`cursor=${"x".repeat(501)}`, /^cursor may have 500 characters at most\.$/],
    ["kind=stale&kind=orphan", /^Give kind once\.$/],
    ["limit=1&limit=2", /^Give limit once\.$/],
    ["q=a&q=b", /^Give q once\.$/],
    ["kinds=stale", /^The parameters are kind, reason, state, section, q, sort, limit, cursor/],
    ["kind[]=stale", /^The parameters are/],
    ["__proto__=1", /^The parameters are/],
    ["toString=1", /^The parameters are/],
  ])("%s is refused with what is allowed", (query, sentence) => {
    expect(read(query)).toMatch(sentence);
  });
});
