import { stringify } from "csv-stringify/sync";

import type { GapPageReport, GapReport } from "./gap-report.ts";

type Pages = AsyncIterable<GapPageReport> | Iterable<GapPageReport>;

/** All pages as one document of the same shape, a gap a line, piece by piece. */
export async function* jsonText(pages: Pages): AsyncGenerator<string> {
  let isFirst = true;
  let isEmpty = true;
  for await (const { gaps, ...head } of pages) {
    if (isFirst) yield `${JSON.stringify({ ...head, next: null }).slice(0, -1)},"gaps":[`;
    isFirst = false;
    const lines = gaps.map((gap) => JSON.stringify(gap)).join(",\n");
    if (lines !== "") yield `${isEmpty ? "\n" : ",\n"}${lines}`;
    isEmpty &&= lines === "";
  }
  yield `${isEmpty ? "" : "\n"}]}\n`;
}

const columns = [
  "id",
  "kind",
  "reason",
  "title",
  "explanation",
  "sceneId",
  "stashPath",
  "ratingKey",
  "plexPath",
  "section",
  "firstSeen",
  "lastSeen",
  "closedAt",
  "repair",
  "advice",
  "isAutomatic",
] as const satisfies readonly (keyof GapReport)[];

/** All pages as a table by RFC 4180. What a spreadsheet would take for a formula begins with an apostrophe. */
export async function* csvText(pages: Pages): AsyncGenerator<string> {
  yield `${columns.join(",")}\r\n`;
  for await (const { gaps } of pages) {
    if (gaps.length === 0) continue;
    const rows = gaps.map((gap) => columns.map((column) => gap[column]));
    yield stringify(rows, {
      record_delimiter: "\r\n",
      quote_record_delimiter: true,
      escape_formulas: true,
      cast: { boolean: String },
    });
  }
}
