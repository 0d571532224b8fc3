import { foldText } from "@stash2plex/shared/paths";

import { ruleOf, type CandidateRule, type FolderGroup } from "./candidate-rule.ts";
import { groupBy } from "./pair-files.ts";
import { rootLength } from "./side-file.ts";

/** A pattern instead of so many rules for single folders, at least. */
const FEWEST_FOLDERS = 3;

/** A piece of a folder: its text, or the number of the folder of Plex that it repeats. */
type Piece = string | number;

interface Shape {
  readonly plex: readonly Piece[];
  readonly stash: readonly Piece[];
  /** What stands for each number. */
  readonly values: readonly string[];
  readonly group: FolderGroup;
}

const once = (segments: readonly string[], segment: string): boolean =>
  segments.indexOf(segment) === segments.lastIndexOf(segment);

/** Both folders of a rule, with those that stand in both replaced by a number. */
function shapeOf(group: FolderGroup): Shape {
  const plex = foldText(group.plex).split("/");
  const stash = foldText(group.stash).split("/");
  const roots = [rootLength(plex), rootLength(stash)] as const;
  const values = plex.filter(
    (segment, at) =>
      at >= roots[0] &&
      once(plex, segment) &&
      stash.indexOf(segment) >= roots[1] &&
      once(stash, segment),
  );
  const number = (segment: string): Piece => {
    const at = values.indexOf(segment);
    return at < 0 ? segment : at;
  };
  return { plex: plex.map(number), stash: stash.map(number), values, group };
}

const quoted = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/** Which numbers really differ between the shapes; the others are plain text. */
const varying = (shapes: readonly Shape[]): ReadonlySet<number> => {
  const [first] = shapes;
  return new Set(
    (first?.values ?? []).flatMap((value, at) =>
      shapes.some(({ values }) => values[at] !== value) ? [at] : [],
    ),
  );
};

function patternOf(shapes: readonly Shape[], first: Shape): Readonly<Record<string, unknown>> {
  const numbers = [...varying(shapes)];
  const isGroup = (piece: Piece): piece is number =>
    typeof piece === "number" && numbers.includes(piece);
  // The folders' fixed parts are spelled as the sides write them, not folded.
  const plexTexts = first.group.plex.split("/");
  const stashTexts = first.group.stash.split("/");
  const match = first.plex.map((piece, at) =>
    isGroup(piece) ? "([^/]+)" : quoted(plexTexts[at] ?? ""),
  );
  const to = first.stash.map((piece, at) =>
    isGroup(piece)
      ? `\${${numbers.indexOf(piece) + 1}}`
      : (stashTexts[at] ?? "").replaceAll("$", "$$$$"),
  );
  return {
    plex: { match: `${match.join("/")}/(.+)`, to: `${to.join("/")}/\${${numbers.length + 1}}` },
    stash: "invert",
  };
}

/** The folder in front of the first piece that varies. */
const fixedPart = (
  pieces: readonly Piece[],
  folder: string,
  groups: ReadonlySet<number>,
): string => {
  const end = pieces.findIndex((piece) => typeof piece === "number" && groups.has(piece));
  return (
    foldText(
      folder
        .split("/")
        .slice(0, end < 0 ? undefined : end)
        .join("/"),
    ) || "/"
  );
};

function candidateOf(shapes: readonly Shape[]): CandidateRule | null {
  const [first] = shapes;
  const groups = varying(shapes);
  if (first === undefined || shapes.length < FEWEST_FOLDERS || groups.size === 0) return null;
  const written = patternOf(shapes, first);
  const rule = ruleOf(written);
  if (rule === null) return null;
  return {
    written,
    rule,
    plexFolder: fixedPart(first.plex, first.group.plex, groups),
    stashFolder: fixedPart(first.stash, first.group.stash, groups),
    pairs: shapes.flatMap(({ group }) => group.pairs),
    level: null,
  };
}

/**
 * Patterns for folders that differ in the middle always in the same way (`/media/A/Videos` and `/mnt/A`,
 * `/media/B/Videos` and `/mnt/B`): what no pair of folders can say. Only those that the rules themselves can invert.
 */
export function patternCandidates(groups: readonly FolderGroup[]): readonly CandidateRule[] {
  const shapes = groupBy(groups.map(shapeOf), ({ plex, stash }) => JSON.stringify([plex, stash]));
  return [...shapes.values()]
    .flatMap((alike) => candidateOf(alike) ?? [])
    .sort((left, right) => right.pairs.length - left.pairs.length);
}
