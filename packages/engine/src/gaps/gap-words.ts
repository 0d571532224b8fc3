import { when } from "../engine/engine-words.ts";
import { type Agreement, type GapCounts, type GapKind, gapKinds, type GapSummary } from "./gap.ts";

/** What each kind of gap is called. */
export const gapKindLabels: Readonly<Record<GapKind, string>> = {
  "plex-only": "Only in Plex",
  "stash-only": "Only in Stash",
  unmatched: "In both, not matched",
  stale: "Out of date in Plex",
  incomplete: "Incomplete in Plex",
  orphan: "In Plex, scene gone",
  duplicate: "Twice",
};

const number = (value: number): string => value.toLocaleString("en-US");

/** @example "98.4 % agree (1,230 of 1,250)" */
export const agreementWords = ({ percent, agreeing, compared }: Agreement): string =>
  `${percent} % agree (${number(agreeing)} of ${number(compared)})`;

/** @example "Only in Plex: 12" */
export const countLines = (counts: GapCounts): readonly string[] =>
  gapKinds
    .filter((kind) => counts[kind] > 0)
    .map((kind) => `${gapKindLabels[kind]}: ${number(counts[kind])}`);

/** How the two sides stand to each other, line by line. */
export function summaryLines({ asOf, agreement, counts, problem }: GapSummary): readonly string[] {
  const open = countLines(counts);
  const head =
    asOf === null || agreement === null
      ? "Stash and Plex were not compared yet."
      : `Stash and Plex: ${agreementWords(agreement)}, compared ${when(asOf)}`;
  const none = asOf === null ? "Plex asked for no file that is missing." : "There are no gaps.";
  return [head, ...(problem === null ? [] : [problem]), ...(open.length === 0 ? [none] : open)];
}

/** The same for the operation `gaps` of the plugin: lines for people, the rest for the page inside Stash. */
export const summaryReply = (
  summary: GapSummary,
): { readonly lines: readonly string[]; readonly data: object } => {
  const { asOf, agreement, counts, problem } = summary;
  return {
    lines: summaryLines(summary),
    data: {
      asOf: asOf === null ? null : new Date(asOf).toISOString(),
      agreement,
      counts,
      labels: gapKindLabels,
      problem,
    },
  };
};
