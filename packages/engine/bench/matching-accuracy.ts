import type { Layout } from "./layouts/layout.ts";
import { createLayouts } from "./layouts/layouts.ts";
import { measureAccuracy, type Accuracy } from "./layouts/measure.ts";
import { createMirrorSceneIndex } from "./layouts/mirror-scene-index.ts";

const share = (part: number, whole: number): string =>
  whole === 0 ? "-" : `${((100 * part) / whole).toFixed(1)} %`;

const header = ["layout", "config", "files", "known", "recall", "identified", "recall", "wrong"];

const row = (config: string, accuracy: Accuracy): readonly string[] => [
  accuracy.layout,
  config,
  String(accuracy.files),
  String(accuracy.known),
  share(accuracy.found, accuracy.known),
  String(accuracy.identified),
  share(accuracy.identifiedFound, accuracy.identified),
  String(accuracy.wrong.length),
];

function table(rows: readonly (readonly string[])[]): string {
  const widths = header.map((_, at) => Math.max(...rows.map((cells) => (cells[at] ?? "").length)));
  return rows
    .map((cells) =>
      cells
        .map((cell, at) => (at < 2 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
        .join("  "),
    )
    .join("\n");
}

/** Recall and wrong matches of every layout, without configuration and with path rules, as a table. */
export function matchingAccuracy(seed: number): {
  readonly text: string;
  readonly wrong: number;
  readonly missed: number;
} {
  const measure = (layout: Layout): readonly (readonly [string, Accuracy])[] => {
    const index = createMirrorSceneIndex(layout.library);
    const plain = ["none", measureAccuracy(layout, index, false)] as const;
    if (layout.rules.length === 0) return [plain];
    return [plain, ["rules", measureAccuracy(layout, index, true)]];
  };
  const measured = createLayouts(seed).flatMap(measure);
  const sum = (count: (accuracy: Accuracy) => number): number =>
    measured.reduce((total, [, accuracy]) => total + count(accuracy), 0);
  return {
    text: table([header, ...measured.map(([config, accuracy]) => row(config, accuracy))]),
    wrong: sum(({ wrong }) => wrong.length),
    missed: sum(({ missed }) => missed.length),
  };
}

if (import.meta.main) {
  const seed = Number(process.argv[2] ?? 1);
  const { text, wrong, missed } = matchingAccuracy(seed);
  process.stdout.write(
    `Matching accuracy (seed ${seed}): ${wrong} wrong matches, ${missed} identified files missed\n\n${text}\n`,
  );
  process.exitCode = wrong + missed === 0 ? 0 : 1;
}
