import { foldedSegments, stripRoot } from "@stash2plex/shared/paths";

import { stemKey } from "../../src/matching/stem.ts";
import type { Layout, LayoutFile } from "./layout.ts";
import { plainFile } from "./memory-scene-index.ts";

/** Segments of a name or path, the base name reduced to what quality words leave of it. */
function tailKey(path: string): readonly string[] {
  const segments = foldedSegments(stripRoot(path));
  return segments.with(-1, stemKey(segments.at(-1) ?? ""));
}

function commonTail(left: readonly string[], right: readonly string[]): number {
  let same = 0;
  while (same < left.length && same < right.length && left.at(-1 - same) === right.at(-1 - same)) {
    same += 1;
  }
  return same;
}

/** Ways through a tree of tails to whoever ends there: who shares how long a tail with whom. */
function groupByTail<T>(
  entries: readonly (readonly [readonly string[], T])[],
): Map<string, Set<T>> {
  const groups = new Map<string, Set<T>>();
  for (const [segments, value] of entries) {
    segments.forEach((_, at) => {
      const key = segments.slice(at).join("/");
      groups.set(key, (groups.get(key) ?? new Set<T>()).add(value));
    });
  }
  return groups;
}

/**
 * Whether name or path point to one scene and nothing else, judged from outside the ladder: the longest tail that
 * Plex's name shares with any path of Stash belongs to the true scene alone, no other work of Plex shares it, and it is
 * more than a general base name: it has a folder that reaches up to the top of the name or of Stash's library, or the
 * base name tells.
 */
export function identifiedFiles(layout: Layout): ReadonlySet<LayoutFile> {
  const paths = layout.library.scenes.flatMap(({ id, files }) =>
    files.map((file) => ({ id, key: tailKey(plainFile(file).path) })),
  );
  const stash = groupByTail(paths.map(({ id, key }) => [key, id] as const));
  const plex = groupByTail(
    layout.files.map((file) => [tailKey(file.filename), file.sceneId ?? file.filename] as const),
  );
  const libraries = (layout.library.folders ?? []).map((folder) =>
    foldedSegments(stripRoot(folder)),
  );

  const pathsOf = Map.groupBy(paths, ({ id }) => id);
  const reachesTop = (key: readonly string[], length: number, id: number): boolean =>
    length === key.length ||
    (pathsOf.get(id) ?? []).some((path) => {
      const above = path.key.slice(0, -length).join("/");
      return (
        commonTail(path.key, key) === length &&
        libraries.some((library) => library.join("/").startsWith(above))
      );
    });
  const isIdentified = ({ filename, sceneId, telling }: LayoutFile): boolean => {
    if (sceneId === null) return false;
    if (filename.includes(`{stash-${sceneId}}`)) return true;
    const key = tailKey(filename);
    const at = key.findIndex((_, start) => stash.has(key.slice(start).join("/")));
    if (at === -1) return false;
    const tail = key.slice(at);
    const owners = stash.get(tail.join("/"));
    const askers = plex.get(tail.join("/"));
    if (owners?.size !== 1 || !owners.has(sceneId) || askers?.size !== 1) return false;
    return telling || (tail.length >= 2 && reachesTop(key, tail.length, sceneId));
  };
  return new Set(layout.files.filter(isIdentified));
}
