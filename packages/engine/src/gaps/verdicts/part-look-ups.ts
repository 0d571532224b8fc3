import type { DatabaseSync } from "node:sqlite";

import type { StashId } from "@stash2plex/shared/stash";

import { fileLimit } from "../../matching/file-hits.ts";
import { prepareQuery } from "../../store/typed-query.ts";

/** A file of Stash that a key led to. */
export interface KeyedFile {
  readonly sceneId: StashId;
  readonly path: string;
}

/** Files of Stash whose paths end with the same segments. */
export interface TailHits {
  /** One more than the ladder looks at means: too many. */
  readonly files: number;
  /** The first file of the scene, where all of them are of one scene. */
  readonly only: { readonly sceneId: StashId; readonly position: number } | null;
}

/** Look-ups of many keys by one statement each: asked one by one they cost several times as much. */
export interface PartLookUps {
  /** Files at whole paths, with the place of their key in the list. */
  filesAt(keys: readonly string[]): readonly (KeyedFile & { readonly at: number })[];
  /** Files whose paths end with what each key says. */
  filesEndingWith(keys: readonly string[]): readonly TailHits[];
  paths(
    files: readonly { readonly sceneId: StashId; readonly position: number }[],
  ): readonly string[];
  /** Whether Stash has a file of each stem. */
  stemsKnown(stems: readonly string[]): readonly boolean[];
}

const toHits = (text: string): TailHits => {
  const [files = 0, low = 0, high = 0, position = 0] = text.split(" ").map(Number);
  const isOne = files > 0 && low === high;
  return { files, only: isOne ? { sceneId: low, position } : null };
};

export const createPartLookUps = (db: DatabaseSync): PartLookUps => {
  const atKeys = prepareQuery<KeyedFile & { at: number }, [string]>(
    db,
    `SELECT j.key AS at, k.scene_id AS sceneId, f.path FROM json_each(?) j
       CROSS JOIN file_path_keys k ON k.key = j.value
       CROSS JOIN scene_files f ON f.scene_id = k.scene_id AND f.position = k.position`,
  );
  // "0" follows "/": one range holds all keys that begin with these segments.
  const tails = prepareQuery<{ hits: string }, [string]>(
    db,
    `SELECT (
         SELECT count(*) || ' ' || coalesce(min(scene_id), 0) || ' ' || coalesce(max(scene_id), 0) || ' '
             || coalesce(min(position), 0)
           FROM (SELECT scene_id, position FROM file_path_keys
             WHERE key >= j.value AND key < substr(j.value, 1, length(j.value) - 1) || '0'
             LIMIT ${fileLimit + 1})) AS hits
       FROM json_each(?) j`,
  );
  const paths = prepareQuery<{ path: string }, [string]>(
    db,
    `SELECT f.path FROM json_each(?) j
       CROSS JOIN scene_files f ON f.scene_id = j.value ->> 0 AND f.position = j.value ->> 1`,
  );
  const stems = prepareQuery<{ known: number }, [string]>(
    db,
    `SELECT EXISTS (SELECT 1 FROM file_stem_keys s WHERE s.key = j.value) AS known
       FROM json_each(?) j`,
  );
  return {
    filesAt: (keys) => (keys.length === 0 ? [] : atKeys.all(JSON.stringify(keys))),
    filesEndingWith: (keys) =>
      keys.length === 0 ? [] : tails.all(JSON.stringify(keys)).map(({ hits }) => toHits(hits)),
    paths: (files) =>
      files.length === 0
        ? []
        : paths
            .all(JSON.stringify(files.map(({ sceneId, position }) => [sceneId, position])))
            .map(({ path }) => path),
    stemsKnown: (list) =>
      list.length === 0 ? [] : stems.all(JSON.stringify(list)).map(({ known }) => known === 1),
  };
};
