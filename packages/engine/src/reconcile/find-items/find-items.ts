import type { StashId } from "@stash2plex/shared/stash";

import type { Rung } from "../../matching/decision.ts";
import type {
  MirroredItem,
  MirroredSection,
  PlexMirrorReader,
} from "../../plex-mirror/plex-mirror.ts";
import { candidateItems } from "./candidate-items.ts";
import { decidePart, isProved, type DecidePartDeps } from "./decide-part.ts";

export interface FindDeps extends DecidePartDeps {
  readonly plex: PlexMirrorReader;
}

/** An item of a scene, and how it was found. */
export interface FoundItem {
  readonly item: MirroredItem;
  readonly section: MirroredSection;
  readonly by: Rung | "guid";
  /** Whether a file proves it: by its path, or by its name and size. */
  readonly isCertain: boolean;
  /** Other scenes that files of the item belong to. */
  readonly otherScenes: readonly StashId[];
  /** The scene that all its files belong to now, when that is another one. */
  readonly movedTo: StashId | null;
}

interface PartVerdict {
  readonly sceneId: StashId;
  readonly rung: Rung;
  readonly isProved: boolean;
}

/** The scenes of the item's parts, as far as the ladder is sure of one. */
export const verdictsOf = (
  item: MirroredItem,
  section: MirroredSection,
  deps: DecidePartDeps,
): readonly PartVerdict[] =>
  item.parts.flatMap((part) => {
    const { outcome, candidates } = decidePart(part, section, deps);
    const [first] = candidates;
    if (first === undefined || (outcome !== "matched" && outcome !== "filtered")) return [];
    const { sceneId, rung } = first;
    return [{ sceneId, rung, isProved: isProved(part, sceneId, rung, deps) }];
  });

const distinct = (ids: readonly StashId[]): readonly StashId[] => [...new Set(ids)];

/** An item whose guid names the scene; only proof speaks against a guid. */
const byGuid = (
  item: MirroredItem,
  section: MirroredSection,
  sceneId: StashId,
  deps: DecidePartDeps,
): FoundItem => {
  const verdicts = verdictsOf(item, section, deps).filter((verdict) => verdict.isProved);
  const scenes = distinct(verdicts.map((verdict) => verdict.sceneId));
  const otherScenes = scenes.filter((id) => id !== sceneId);
  const [only] = otherScenes;
  const isMoved =
    only !== undefined && scenes.length === 1 && verdicts.length === item.parts.length;
  return {
    item,
    section,
    by: "guid",
    isCertain: true,
    otherScenes,
    movedTo: isMoved ? only : null,
  };
};

/** An item that one of the scene's files led to; null when the ladder does not confirm it. */
const byPath = (
  item: MirroredItem,
  section: MirroredSection,
  sceneId: StashId,
  deps: DecidePartDeps,
): FoundItem | null => {
  const verdicts = verdictsOf(item, section, deps);
  const own = verdicts.filter((verdict) => verdict.sceneId === sceneId);
  const [first] = own;
  if (first === undefined) return null;
  const certain = own.find((verdict) => verdict.isProved);
  const otherScenes = distinct(verdicts.map((verdict) => verdict.sceneId)).filter(
    (id) => id !== sceneId,
  );
  const by = (certain ?? first).rung;
  return { item, section, by, isCertain: certain !== undefined, otherScenes, movedTo: null };
};

/**
 * The items of a scene in the watched sections: by guid, else by path. What a path leads to is believed only when the
 * ladder, asked for that item's file as PMS would ask, answers this very scene.
 */
export const findItems = (sceneId: StashId, deps: FindDeps): readonly FoundItem[] => {
  const { plex, index, rules } = deps;
  const sections = new Map(
    plex
      .sections()
      .filter(({ watched, type }) => watched && type === "movie")
      .map((section) => [section.key, section]),
  );
  const found: FoundItem[] = [];
  const known = new Set<number>();
  for (const item of plex.itemsOfScene(sceneId)) {
    const section = sections.get(item.sectionKey);
    if (section === undefined || item.deletedAt !== null) continue;
    known.add(item.id);
    found.push(byGuid(item, section, sceneId, deps));
  }
  const paths = index.filesOfScene(sceneId).map(({ path }) => path);
  for (const item of candidateItems(paths, plex, rules)) {
    const section = sections.get(item.sectionKey);
    if (section === undefined || item.deletedAt !== null || known.has(item.id)) continue;
    const hit = byPath(item, section, sceneId, deps);
    if (hit !== null) found.push(hit);
  }
  return found;
};
