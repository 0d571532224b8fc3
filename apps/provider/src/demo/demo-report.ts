import { isMatched, type PmsItem, type PmsReport } from "@stash2plex/simulators/fake-pms";

import type { MatchNote } from "./match-tally.ts";
import { alignColumns } from "./terminal.ts";

/** Why a file stayed unmatched, in words for somebody who sees the program for the first time. */
const REASONS: Readonly<Record<string, string>> = {
  "no-match": "Stash does not know this file",
  ambiguous: "several scenes fit equally well; a wrong match is worse than none",
  filtered: "left out by a filter in the settings",
  unconfirmed: "Stash could not be asked",
};

interface Counted {
  readonly name: string;
  readonly count: number;
}

function countBy(names: readonly string[]): Counted[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((left, right) => right.count - left.count);
}

function matchedLines(items: readonly PmsItem[], noteOf: NoteOf): string[] {
  const rungs = countBy(items.map((item) => noteOf(item)?.rung ?? "unknown rung"));
  const rows = rungs.map(({ name, count }) => [`by ${name}`, String(count)]);
  return [`Matched: ${items.length}`, ...alignColumns(rows).map((line) => `  ${line}`)];
}

function reasonFor(item: PmsItem, note: MatchNote | undefined): string {
  if (item.problem !== null) return item.problem.sentence;
  const outcome = note?.outcome ?? "no-match";
  return REASONS[outcome] ?? outcome;
}

function unmatchedLines(items: readonly PmsItem[], noteOf: NoteOf): string[] {
  const rows = items.map((item) => [item.file, reasonFor(item, noteOf(item))]);
  return [`Unmatched: ${items.length}`, ...alignColumns(rows).map((line) => `  ${line}`)];
}

function milliseconds(ms: number): string {
  return `${ms < 10 ? ms.toFixed(1) : ms.toFixed(0)} ms`;
}

function requestLines({ requests }: PmsReport): string[] {
  const header = ["", "count", "p50", "p95", "max"];
  const rows = requests.map(({ purpose, count, p50, p95, max }) => {
    return [purpose, String(count), milliseconds(p50), milliseconds(p95), milliseconds(max)];
  });
  return ["Requests of Plex", ...alignColumns([header, ...rows]).map((line) => `  ${line}`)];
}

function contractLines({ violations }: PmsReport): string[] {
  if (violations.length === 0) return ["Every answer kept Plex's provider contract."];
  return [`Broken rules of Plex's provider contract: ${violations.length}`, ...violations];
}

/** What the provider noted about an item. */
export type NoteOf = (item: PmsItem) => MatchNote | undefined;

/** The table after the scan: matched by rung, unmatched with reason, requests and their times. */
export function demoReport(items: readonly PmsItem[], report: PmsReport, noteOf: NoteOf): string {
  const sections = [
    matchedLines(items.filter(isMatched), noteOf),
    unmatchedLines(
      items.filter((item) => !isMatched(item)),
      noteOf,
    ),
    requestLines(report),
    contractLines(report),
  ];
  return sections.map((lines) => lines.join("\n")).join("\n\n");
}
