import { foldedSegments } from "@stash2plex/shared/paths";

import type { MatchContext, PlexFacts } from "./match-context.ts";
import { isContainer, saysSomething, wordsAndNumbers } from "./name-words.ts";
import type { PlexName } from "./plex-name.ts";
import type { IndexedFile } from "./scene-index.ts";

/** Whether the folders of both sides let a file be the same, and why. */
export interface FolderVerdict {
  readonly agrees: boolean;
  readonly why: string;
}

/** Folders of both sides, folded, cut where they stop being the same. */
export interface FolderPair {
  /** Folders that both have directly above the file. */
  readonly common: readonly string[];
  /** What Plex has above those. */
  readonly plexAbove: readonly string[];
  /** What Stash has above those. */
  readonly stashAbove: readonly string[];
}

/** Compares folders from the file upwards. */
export function compareFolders(plex: readonly string[], stash: readonly string[]): FolderPair {
  let same = 0;
  while (same < plex.length && same < stash.length && plex.at(-1 - same) === stash.at(-1 - same)) {
    same += 1;
  }
  return {
    common: plex.slice(plex.length - same),
    plexAbove: plex.slice(0, plex.length - same),
    stashAbove: stash.slice(0, stash.length - same),
  };
}

const COUNTER =
  /^(?:\d+|\p{L}|i{1,3}|iv|vi{0,3}|ix|xi{0,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|first|second|third|fourth|fifth|last|spring|summer|autumn|fall|winter|january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|north|south|east|west|left|right|morning|afternoon|evening|night)$/u;

const counterOf = (word: string): string =>
  /^\d+$/.test(word) ? word.replace(/^0+(?=\d)/, "") : word;

/** `Week 2` and `Week 3`, `Camera A` and `Camera B`: one series, and two places in it. */
function countApart(plex: string, stash: string): boolean {
  const left = wordsAndNumbers(plex);
  const right = wordsAndNumbers(stash);
  const words = (all: readonly string[]) => all.filter((word) => !COUNTER.test(word)).join(" ");
  const counters = (all: readonly string[]) =>
    all
      .filter((word) => COUNTER.test(word))
      .map(counterOf)
      .join(" ");
  const counted = [left, right].every((all) => all.some((word) => COUNTER.test(word)));
  return counted && words(left) === words(right) && counters(left) !== counters(right);
}

const yearsOf = (folders: readonly string[]): readonly string[] =>
  folders
    .filter((folder) => /\d{4}/.test(folder))
    .flatMap(wordsAndNumbers)
    .filter((word) => /^(?:19|20)\d\d$/.test(word));

/** Numbers are never folded: other years, or another place in the same series, are other works. */
function otherNumber({ plexAbove, stashAbove }: FolderPair): string | null {
  const plexYears = yearsOf(plexAbove);
  const stashYears = yearsOf(stashAbove);
  if (plexYears.length > 0 && stashYears.length > 0) {
    if (!plexYears.some((year) => stashYears.includes(year))) {
      return `the years differ (Plex ${plexYears.join(", ")}, Stash ${stashYears.join(", ")})`;
    }
  }
  const plex = plexAbove.at(-1);
  const stash = stashAbove.at(-1);
  if (plex === undefined || stash === undefined || !countApart(plex, stash)) return null;
  return `"${plex}" and "${stash}" are two of one series`;
}

type FactVerdict = "same" | "other" | "unknown";

/** What size and duration say; unknown never counts as agreement. Size decides where both know it. */
export function compareFacts(
  facts: PlexFacts,
  file: Pick<IndexedFile, "size" | "duration">,
): FactVerdict {
  const { size, duration } = facts;
  if (size !== undefined && size > 0 && file.size > 0) {
    if (size === file.size) return "same";
    const longer = Math.abs((duration ?? 0) - file.duration) > Math.max(3, file.duration * 0.02);
    return duration !== undefined && duration > 0 && file.duration > 0 && longer
      ? "other"
      : "unknown";
  }
  if (duration === undefined || duration <= 0 || file.duration <= 0) return "unknown";
  const apart = Math.abs(duration - file.duration);
  if (apart <= 1) return "same";
  return apart > Math.max(3, file.duration * 0.02) ? "other" : "unknown";
}

const startsWith = (path: readonly string[], folder: readonly string[]): boolean =>
  folder.length <= path.length && folder.every((segment, at) => segment === path[at]);

/** Whether Plex's folders above the common tail may be the mount of a library folder under another name. */
function mayBeMountOf(plexAbove: readonly string[], library: readonly string[]): boolean {
  const own = library.at(-1);
  return own === undefined || isContainer(own) || plexAbove.every(isContainer);
}

/**
 * Whether the common tail reaches up to one of Stash's library folders, so that Plex merely has a folder more above
 * the same tree. Not where the names above speak against it: Plex's folder is another library folder of Stash, or both
 * have telling names that differ; nor where Plex's folder tells and the tail says nothing (`Owls/Season 1/Episode 1`).
 */
function reachesLibrary(context: MatchContext, pair: FolderPair, baseName: string): boolean {
  const { common, plexAbove, stashAbove } = pair;
  if (common.length === 0) return false;
  const folders = [...stashAbove, ...common];
  const libraries = context.libraryFolders();
  const above = libraries.filter(
    (library) => startsWith(folders, library) && startsWith(library, stashAbove),
  );
  // The name of the library folder itself is part of the tail: only its mount differs.
  if (above.some((library) => library.length > stashAbove.length)) return true;
  if (!above.some((library) => mayBeMountOf(plexAbove, library))) return false;
  if (libraries.some((library) => library.at(-1) === plexAbove.at(-1))) return false;
  const says = common.length >= 2 || [...common, baseName].some(saysSomething);
  return says || plexAbove.every(isContainer);
}

function judgeApart(
  context: MatchContext,
  pair: FolderPair,
  file: IndexedFile,
  baseName: string,
): FolderVerdict {
  const facts = compareFacts(context.facts, file);
  if (facts === "same") return { agrees: true, why: "size or duration agree" };
  const number = otherNumber(pair);
  if (number !== null) return { agrees: false, why: number };
  if (facts === "other") return { agrees: false, why: "the duration differs" };
  if (reachesLibrary(context, pair, baseName)) {
    return { agrees: true, why: "the tree is the same up to a library folder of Stash" };
  }
  if (pair.common.length > 0 && pair.stashAbove.length === 0) {
    return { agrees: true, why: "all folders of the Stash path agree" };
  }
  const mark = context.nameMark();
  if (mark !== null) return { agrees: true, why: `the name has ${mark}` };
  const bare = pair.plexAbove.length === 0;
  return {
    agrees: false,
    why: bare
      ? "no folder speaks for it, and the name is not distinctive"
      : "the folders differ, and the name is not distinctive",
  };
}

/**
 * Whether the folders above a file contradict it. A bare name has no folder that could agree: it has to be distinctive
 * by itself.
 */
export function judgeFolders(
  context: MatchContext,
  name: PlexName,
  file: IndexedFile,
): FolderVerdict {
  const pair = compareFolders(name.folders, foldedSegments(file.path).slice(0, -1));
  if (name.folders.length > 0 && pair.plexAbove.length === 0) {
    return { agrees: true, why: "all folders of Plex's name agree" };
  }
  return judgeApart(context, pair, file, name.baseName);
}

/** Judges the files of one scene: one that agrees is enough. */
export function judgeScene(
  context: MatchContext,
  name: PlexName,
  files: readonly IndexedFile[],
): FolderVerdict {
  const verdicts = files.map((file) => judgeFolders(context, name, file));
  return (
    verdicts.find((verdict) => verdict.agrees) ??
    verdicts[0] ?? { agrees: false, why: "the scene has no such file" }
  );
}
