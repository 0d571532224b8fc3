import type { ItemFace, PreviewRow, SetupStep } from "../../setup/setup.ts";
import { plainText } from "../steering/plain-table.ts";

const WIDEST = 110;

const cut = (text: string): string => {
  const line = plainText(text);
  return line.length > WIDEST ? `${line.slice(0, WIDEST - 3)}...` : line;
};

const face = (item: ItemFace & { readonly poster: boolean }): string =>
  cut(
    [
      item.title + (item.year === null ? "" : ` (${item.year})`),
      ...(item.studio === null ? [] : [item.studio]),
      ...(item.cast.length === 0 ? [] : [item.cast.join(", ")]),
      ...(item.genres.length === 0 ? [] : [item.genres.join(", ")]),
      item.poster ? "poster" : "no poster",
    ].join("; "),
  );

/** What an item is, and what it would be. */
export function previewLines(rows: readonly PreviewRow[]): readonly string[] {
  return rows.flatMap(({ file, before, after, reason }) => [
    plainText(file),
    `  now:  ${face({ ...before, poster: before.hasPoster })}`,
    after === null
      ? `  then: as it is (${plainText(reason)})`
      : `  then: ${face({ ...after, poster: after.poster !== null })}`,
  ]);
}

const stateWords: Readonly<Record<SetupStep["state"], string>> = {
  "to-do": "to do",
  running: "...",
  done: "done",
  "as-it-was": "as it was",
  skipped: "left out",
  failed: "FAILED",
};

export const stepLine = ({ sentence, state, result }: SetupStep): string =>
  plainText(`${stateWords[state].padEnd(9)}  ${sentence}${result === null ? "" : ` ${result}`}`);
