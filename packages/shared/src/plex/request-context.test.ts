import { describe, expect, it } from "@jest/globals";

import { localeOf, pagingOf } from "./request-context.ts";

describe("pagingOf", () => {
  it.each([
    ["nothing said", {}, {}, { start: 0, size: 20 }],
    [
      "headers",
      { "x-plex-container-start": "40", "x-plex-container-size": "10" },
      {},
      { start: 40, size: 10 },
    ],
    [
      "the query of a real extras call",
      {},
      { "X-Plex-Container-Size": "50", "X-Plex-Container-Start": "0", updating: "1" },
      { start: 0, size: 50 },
    ],
    ["a query in other letters", {}, { "x-plex-container-size": "7" }, { start: 0, size: 7 }],
    [
      "nonsense in the header, sense in the query",
      { "x-plex-container-size": "many" },
      { "X-Plex-Container-Size": "5" },
      { start: 0, size: 5 },
    ],
    [
      "negative numbers",
      {},
      { "X-Plex-Container-Start": "-1", "X-Plex-Container-Size": "-5" },
      { start: 0, size: 20 },
    ],
    ["the total only", {}, { "X-Plex-Container-Size": "0" }, { start: 0, size: 0 }],
    ["too much", {}, { "X-Plex-Container-Size": "99999" }, { start: 0, size: 1000 }],
    ["repeated values", {}, { "X-Plex-Container-Size": ["3", "4"] }, { start: 0, size: 3 }],
    ["an object", {}, { "X-Plex-Container-Size": { a: "3" } }, { start: 0, size: 20 }],
  ])("reads %s", (_name, headers, query, paging) => {
    expect(pagingOf(headers, query)).toEqual(paging);
  });
});

describe("localeOf", () => {
  it.each([
    [
      "headers",
      { "x-plex-language": "de-DE", "x-plex-country": "de" },
      {},
      { language: "de-DE", country: "DE" },
    ],
    [
      "the query",
      {},
      { "X-Plex-Language": "en-US", "X-Plex-Country": "US" },
      { language: "en-US", country: "US" },
    ],
    ["an underscore", { "x-plex-language": "pt_BR" }, {}, { language: "pt-BR" }],
    ["nothing", {}, {}, {}],
    ["rubbish", { "x-plex-language": "<script>", "x-plex-country": "Germany" }, {}, {}],
  ])("reads %s", (_name, headers, query, locale) => {
    expect(localeOf(headers, query)).toEqual(locale);
  });
});
