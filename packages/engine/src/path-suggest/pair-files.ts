import { compareFacts } from "../matching/contradiction.ts";
import { commonTail, nameOf, type PlacedFile } from "./side-file.ts";

/** The same file, as both sides have it. */
export interface Pair {
  readonly plex: PlacedFile;
  readonly stash: PlacedFile;
  /** Segments that both paths share at their ends. */
  readonly tail: number;
}

/** Why a file of Plex has no file of Stash beside it. */
export type Unpaired = "not-in-stash" | "other-file" | "ambiguous";

export interface Pairing {
  readonly pairs: readonly Pair[];
  readonly alone: readonly { readonly plex: PlacedFile; readonly reason: Unpaired }[];
}

/** So many files of one name and one size are copies of each other: nothing tells them apart in a sensible time. */
const MOST_COPIES = 200;

const known = (value: number | null): value is number => value !== null && value > 0;

const comparable = (plex: PlacedFile, stash: PlacedFile): boolean =>
  (known(plex.size) && known(stash.size)) || (known(plex.duration) && known(stash.duration));

const agree = (plex: PlacedFile, stash: PlacedFile): boolean =>
  compareFacts(
    {
      ...(plex.size !== null && { size: plex.size }),
      ...(plex.duration !== null && { duration: plex.duration }),
    },
    { size: stash.size ?? 0, duration: stash.duration ?? 0 },
  ) === "same";

export function groupBy<K, V>(values: readonly V[], keyOf: (value: V) => K): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}

/** For a file, the files of the other side that bear its name and agree in size or length. */
function agreeing(
  plexFiles: readonly PlacedFile[],
  stashFiles: readonly PlacedFile[],
): ReadonlyMap<PlacedFile, readonly PlacedFile[]> {
  const bySize = groupBy(stashFiles, ({ size }) => (known(size) ? size : null));
  const unsized = bySize.get(null) ?? [];
  return new Map(
    plexFiles.map((plex) => {
      const near = known(plex.size) ? [...(bySize.get(plex.size) ?? []), ...unsized] : stashFiles;
      return [plex, near.length > MOST_COPIES ? near : near.filter((stash) => agree(plex, stash))];
    }),
  );
}

/** The only one that shares most folders, or null. */
function nearest(file: PlacedFile, others: readonly PlacedFile[]): PlacedFile | null {
  if (others.length === 1) return others[0] ?? null;
  if (others.length > MOST_COPIES) return null;
  const tails = others.map((other) => commonTail(file.folded, other.folded));
  const most = Math.max(...tails);
  const best = others.filter((_, at) => tails[at] === most);
  return best.length === 1 ? (best[0] ?? null) : null;
}

function inverse(
  links: ReadonlyMap<PlacedFile, readonly PlacedFile[]>,
): Map<PlacedFile, PlacedFile[]> {
  const back = new Map<PlacedFile, PlacedFile[]>();
  for (const [from, others] of links) {
    if (others.length > MOST_COPIES) continue;
    for (const to of others) {
      const list = back.get(to);
      if (list === undefined) back.set(to, [from]);
      else list.push(from);
    }
  }
  return back;
}

/** Of one name on each side, with nothing known but that: a folder must speak for them, too. */
function onlyNamesakes(plex: readonly PlacedFile[], stash: readonly PlacedFile[]): Pair | null {
  const [one, two] = [plex[0], stash[0]];
  if (one === undefined || two === undefined || plex.length > 1 || stash.length > 1) return null;
  const tail = commonTail(one.folded, two.folded);
  return !comparable(one, two) && tail >= 2 ? { plex: one, stash: two, tail } : null;
}

function pairNamesakes(
  plexFiles: readonly PlacedFile[],
  stashFiles: readonly PlacedFile[],
): Pairing {
  const weak = onlyNamesakes(plexFiles, stashFiles);
  if (weak !== null) return { pairs: [weak], alone: [] };
  const links = agreeing(plexFiles, stashFiles);
  const back = inverse(links);
  const pairs: Pair[] = [];
  const alone: { plex: PlacedFile; reason: Unpaired }[] = [];
  for (const [plex, others] of links) {
    const stash = others.length === 0 ? null : nearest(plex, others);
    if (stash !== null && nearest(stash, back.get(stash) ?? []) === plex) {
      pairs.push({ plex, stash, tail: commonTail(plex.folded, stash.folded) });
    } else alone.push({ plex, reason: others.length === 0 ? "other-file" : "ambiguous" });
  }
  return { pairs, alone };
}

/**
 * Finds the files that both sides have: by base name, and by size, or by length where a size is not known. Of copies
 * those pair that share most folders, and none where that is not clear: a wrong pair would make a wrong rule.
 */
export function pairFiles(plex: readonly PlacedFile[], stash: readonly PlacedFile[]): Pairing {
  const byName = groupBy(stash, ({ folded }) => nameOf(folded));
  const pairings = [...groupBy(plex, ({ folded }) => nameOf(folded))].map(
    ([name, files]): Pairing => {
      const namesakes = byName.get(name);
      return namesakes === undefined
        ? { pairs: [], alone: files.map((file) => ({ plex: file, reason: "not-in-stash" })) }
        : pairNamesakes(files, namesakes);
    },
  );
  return {
    pairs: pairings.flatMap(({ pairs }) => pairs),
    alone: pairings.flatMap(({ alone }) => alone),
  };
}
