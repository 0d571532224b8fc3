import type { DatabaseSync } from "node:sqlite";

import { foldedSegments, foldPath } from "@stash2plex/shared/paths";
import type { StashId } from "@stash2plex/shared/stash";

import { fileLimit } from "../../matching/file-hits.ts";
import { filterReason } from "../../matching/scene-filter.ts";
import { stemKey } from "../../matching/stem.ts";
import type { MirroredPart, MirroredSection } from "../../plex-mirror/plex-mirror.ts";
import {
  decidePart,
  isProved,
  type DecidePartDeps,
} from "../../reconcile/find-items/decide-part.ts";
import { reversedKey } from "../../stash-mirror/path-keys.ts";
import { createPartLookUps, type KeyedFile } from "./part-look-ups.ts";
import { partPlace, sectionFolders, type PartPlace, type SectionFolders } from "./part-place.ts";

/** What the ladder says of a part. */
export type PartVerdict =
  | {
      readonly outcome: "matched" | "filtered";
      readonly sceneId: StashId;
      /** Whether the part is a file of the scene beyond doubt. */
      readonly isProved: boolean;
      /** A file of the scene: the part itself, where that is known. */
      readonly path: string | null;
      /** Why it is filtered, as a sentence. */
      readonly why: string;
    }
  | { readonly outcome: "ambiguous"; readonly sceneIds: readonly StashId[] }
  | { readonly outcome: "none" };

export interface SectionPart {
  readonly part: MirroredPart;
  readonly section: MirroredSection;
}

/** Verdicts of the parts of one stretch. Those that an index decides are made at once, the others when asked for. */
export interface Verdicts {
  /** By the place of the part in the list. */
  of(at: number): PartVerdict;
  /** Whether the ladder itself has to be asked, which takes longer. */
  isSlow(at: number): boolean;
}

export interface PartVerdicts {
  of(parts: readonly SectionPart[]): Verdicts;
}

type Known = KeyedFile | "none" | null;

const EMBEDDED_ID = /\{stash-/iu;

const sameFile = ({ path }: KeyedFile, candidates: PartPlace["candidates"]): boolean => {
  if (candidates.some((candidate) => candidate.path === path)) return true;
  const folded = foldPath(path);
  return candidates.some((candidate) => foldPath(candidate.path) === folded);
};

const onlyScene = (files: readonly KeyedFile[]): KeyedFile | null => {
  const [first, ...others] = files;
  if (first === undefined || others.some(({ sceneId }) => sceneId !== first.sceneId)) return null;
  return first;
};

const none: PartVerdict = { outcome: "none" };

/** The file of the scene that has the part's name, else its first one. */
const likestPath = (
  { file }: MirroredPart,
  sceneId: StashId,
  { index }: DecidePartDeps,
): string | null => {
  const files = index.filesOfScene(sceneId);
  const name = foldedSegments(file).at(-1);
  const own = files.find(({ path }) => foldedSegments(path).at(-1) === name);
  return (own ?? files[0])?.path ?? null;
};

/** What the ladder itself answers for one part. */
export const ladderVerdict = (
  { part, section }: SectionPart,
  deps: DecidePartDeps,
): PartVerdict => {
  const { outcome, candidates, summary } = decidePart(part, section, deps);
  const [first] = candidates;
  if (outcome === "ambiguous") {
    return { outcome, sceneIds: [...new Set(candidates.map(({ sceneId }) => sceneId))] };
  }
  if (outcome === "none" || first === undefined) return none;
  const { sceneId, rung } = first;
  return {
    outcome,
    sceneId,
    isProved: isProved(part, sceneId, rung, deps),
    path: likestPath(part, sceneId, deps),
    why: summary,
  };
};

/**
 * Verdicts as the ladder gives them, most of them without it: a file at exactly one known place, or one whose whole
 * name below its library only one scene has, is what the first rungs find; a name and a stem that no file of Stash has
 * cannot be found by any.
 */
export const createPartVerdicts = (db: DatabaseSync, deps: () => DecidePartDeps): PartVerdicts => {
  const look = createPartLookUps(db);

  const places = (
    parts: readonly SectionPart[],
    rules: DecidePartDeps["rules"],
  ): readonly (PartPlace | null)[] => {
    const bySection = new Map<string, SectionFolders>();
    return parts.map(({ part, section }) => {
      const folders = bySection.get(section.key) ?? sectionFolders(section);
      bySection.set(section.key, folders);
      return partPlace(part, folders, rules);
    });
  };

  /** Decides by the mapped path, as far as it leads to one scene; answers the places that it does not concern. */
  const byPath = (found: readonly (PartPlace | null)[], known: Known[]): readonly number[] => {
    const keys: string[] = [];
    const owners: number[] = [];
    found.forEach((place, at) => {
      for (const { key } of place?.candidates ?? []) {
        keys.push(key);
        owners.push(at);
      }
    });
    const files = new Map<number, KeyedFile[]>();
    for (const { at, sceneId, path } of look.filesAt(keys)) {
      const owner = owners[at] ?? 0;
      const place = found[owner];
      if (place === undefined || place === null || !sameFile({ sceneId, path }, place.candidates))
        continue;
      const list = files.get(owner);
      if (list === undefined) files.set(owner, [{ sceneId, path }]);
      else list.push({ sceneId, path });
    }
    for (const [at, list] of files) known[at] = onlyScene(list);
    return found.flatMap((place, at) => (place === null || files.has(at) ? [] : [at]));
  };

  /** Decides by the whole name, where only one scene has it; answers the places whose name nobody has. */
  const byWholeName = (
    found: readonly (PartPlace | null)[],
    rest: readonly number[],
    known: Known[],
  ): readonly number[] => {
    const names = rest.map((at) => found[at]?.below ?? []);
    const hits = look.filesEndingWith(names.map((below) => reversedKey(below)));
    const sure: { readonly at: number; readonly sceneId: StashId; readonly position: number }[] =
      [];
    const unknown: number[] = [];
    rest.forEach((at, index) => {
      const { files = 0, only = null } = hits[index] ?? {};
      if (files === 0) unknown.push(at);
      // A name without a folder is judged by more than the name.
      else if (only !== null && files <= fileLimit && (names[index]?.length ?? 0) > 1) {
        sure.push({ at, ...only });
      }
    });
    const paths = look.paths(sure);
    sure.forEach(({ at, sceneId }, index) => {
      known[at] = { sceneId, path: paths[index] ?? "" };
    });
    return unknown;
  };

  /** Finds the parts that no rung can find: neither their name nor their stem is known, and no id stands in it. */
  const byNothing = (
    found: readonly (PartPlace | null)[],
    rest: readonly number[],
    known: Known[],
  ): void => {
    const names = rest.map((at) => found[at]?.below.at(-1) ?? "");
    const hits = look.filesEndingWith(names.map((name) => reversedKey([name])));
    const stems = look.stemsKnown(names.map((name) => stemKey(name)));
    rest.forEach((at, index) => {
      const isKnown = (hits[index]?.files ?? 0) > 0 || stems[index] === true;
      if (!isKnown && !EMBEDDED_ID.test(names[index] ?? "")) known[at] = "none";
    });
  };

  return {
    of: (parts) => {
      const ladder = deps();
      const { rules, settings, index } = ladder;
      const known: Known[] = parts.map(() => null);
      const found = places(parts, rules);
      const unknown = byWholeName(found, byPath(found, known), known);
      if (!settings.matchByTitle) byNothing(found, unknown, known);
      const filters =
        settings.requireOrganized ||
        settings.requireStashId ||
        settings.excludeTags.length + settings.excludeStudios.length > 0;
      const verdict = (at: number): PartVerdict => {
        const asked = parts[at];
        const file = known[at];
        if (asked === undefined || file === "none") return none;
        if (file === undefined || file === null) return ladderVerdict(asked, ladder);
        const { sceneId, path } = file;
        const scene = filters ? index.scene(sceneId) : null;
        const reason = scene === null ? null : filterReason(scene, settings);
        const outcome = reason === null ? "matched" : "filtered";
        const why = reason === null ? "" : `scene ${sceneId} is meant, but ${reason}`;
        return { outcome, sceneId, isProved: true, path, why };
      };
      return { of: verdict, isSlow: (at) => known[at] === null };
    },
  };
};
