import type { DatabaseSync } from "node:sqlite";

import { foldedSegments, foldText } from "@stash2plex/shared/paths";
import type { StashId } from "@stash2plex/shared/stash";

import type { MirroredSection, PlexMirrorReader } from "../../plex-mirror/plex-mirror.ts";
import { isNamed } from "../../plex-mirror/watched-sections.ts";
import { prepareQuery } from "../../store/typed-query.ts";
import type { Difference } from "../difference.ts";
import type { GapSettings } from "../gap.ts";

/** What is compared, and what the user left out. */
export interface CompareScope {
  /** Film sections that concern us, by key; also those that are left out, for what they have is not missing. */
  readonly sections: ReadonlyMap<string, MirroredSection>;
  /** Keys of the sections whose gaps are told. */
  readonly compared: readonly string[];
  readonly leavesScenesOut: boolean;
  isSceneLeftOut(sceneId: StashId): boolean;
  isPathLeftOut(path: string | null): boolean;
  isLeftOut(gap: Difference): boolean;
}

const createFolderCheck = (folders: readonly string[]): ((path: string | null) => boolean) => {
  const wanted = folders.map(foldedSegments).filter((segments) => segments.length > 0);
  if (wanted.length === 0) return () => false;
  return (path) => {
    if (path === null) return false;
    const segments = foldedSegments(path);
    return wanted.some((folder) => folder.every((segment, at) => segment === segments[at]));
  };
};

const createTagCheck = (
  db: DatabaseSync,
  names: readonly string[],
): ((sceneId: StashId) => boolean) => {
  if (names.length === 0) return () => false;
  const folded = new Set(names.map((name) => foldText(name.trim())));
  const tags = prepareQuery<{ id: number; name: string }>(db, "SELECT id, name FROM tags");
  const ids = tags.all().flatMap(({ id, name }) => (folded.has(foldText(name.trim())) ? [id] : []));
  const list = JSON.stringify(ids);
  const hasOne = prepareQuery<{ one: number }, [number, string]>(
    db,
    `SELECT 1 AS one FROM scene_tags
       WHERE scene_id = ? AND tag_id IN (SELECT value FROM json_each(?)) LIMIT 1`,
  );
  return (sceneId) => hasOne.get(sceneId, list) !== undefined;
};

export const createCompareScope = (
  db: DatabaseSync,
  reader: Pick<PlexMirrorReader, "sections">,
  settings: GapSettings,
): CompareScope => {
  const watched = reader
    .sections()
    .filter((section) => section.watched && section.type === "movie");
  const compared = watched.filter((section) => !isNamed(section, settings.excludeSections));
  const keys = new Set(compared.map(({ key }) => key));
  const kinds = new Set(settings.excludeKinds);
  const isPathLeftOut = createFolderCheck(settings.excludeFolders);
  const isSceneLeftOut = createTagCheck(db, settings.excludeTags);
  return {
    sections: new Map(watched.map((section) => [section.key, section])),
    compared: [...keys],
    leavesScenesOut: settings.excludeFolders.length + settings.excludeTags.length > 0,
    isSceneLeftOut,
    isPathLeftOut,
    isLeftOut: ({ kind, sectionKey, sceneId, stashPath, plexPath }) =>
      kinds.has(kind) ||
      (sectionKey !== null && !keys.has(sectionKey)) ||
      isPathLeftOut(plexPath) ||
      isPathLeftOut(stashPath) ||
      (sceneId !== null && isSceneLeftOut(sceneId)),
  };
};
