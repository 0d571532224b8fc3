import { type Store, openStore } from "@stash2plex/engine/store";
import { silentLogger } from "@stash2plex/shared/log";
import { foldedSegments } from "@stash2plex/shared/paths";
import { createTestClock } from "@stash2plex/simulators/test-clock";

import { databaseFile } from "../src/serving/data-folder.ts";

/** A file as both mirrors may hold it. */
export interface MirroredFile {
  readonly path: string;
  readonly size: number;
}

export interface FilledLibrary {
  readonly key: string;
  readonly title: string;
  readonly folders: readonly string[];
  readonly files: readonly MirroredFile[];
}

function addLibrary({ db }: Store, { key, title, folders, files }: FilledLibrary): void {
  db.prepare(
    `INSERT INTO plex_sections (key, uuid, title, type, agent, locations, watched)
       VALUES (?, ?, ?, 'movie', 'tv.plex.agents.custom.stash2plex', ?, 1)`,
  ).run(key, key, title, JSON.stringify(folders));
  const item = db.prepare(
    "INSERT INTO plex_items (id, section_key, guid, title, listing_digest) VALUES (?, ?, '', '', '')",
  );
  const part = db.prepare(
    "INSERT INTO plex_parts (item_id, position, part_id, file, size) VALUES (?, 0, ?, ?, ?)",
  );
  files.forEach(({ path, size }, at) => {
    const id = Number(key) * 1_000_000 + at;
    item.run(id, key);
    part.run(id, id, path, size);
  });
}

/** Both mirrors in a data folder, as a provider would have left them. */
export function fillMirrors(
  dataDir: string,
  stash: readonly MirroredFile[],
  libraries: readonly FilledLibrary[],
  stashFolders: readonly string[] = [],
): void {
  const clock = createTestClock();
  const store = openStore({ file: databaseFile(dataDir), logger: silentLogger, clock });
  const scene = store.db.prepare(
    `INSERT INTO scenes (id, updated_at, created_at, title, code, director, organized, cover_version, details)
       VALUES (?, '', '', '', '', '', 0, '', '')`,
  );
  const file = store.db.prepare(
    `INSERT INTO scene_files (scene_id, position, file_id, path, size, duration)
       VALUES (?, 0, ?, ?, ?, 60)`,
  );
  const key = store.db.prepare(
    "INSERT INTO file_path_keys (key, scene_id, position) VALUES (?, ?, 0)",
  );
  stash.forEach(({ path, size }, at) => {
    scene.run(at + 1);
    key.run(`${foldedSegments(path).toReversed().join("/")}/`, at + 1);
    file.run(at + 1, at + 1, path, size);
  });
  store.db
    .prepare("INSERT INTO mirror_meta (key, value) VALUES ('libraryFolders', ?)")
    .run(JSON.stringify(stashFolders));
  for (const library of libraries) addLibrary(store, library);
  store.close();
}
