import type { DatabaseSync } from "node:sqlite";

import { createSectionReader } from "../plex-mirror/section-store.ts";
import { isSameTitle } from "../plex-mirror/section-title.ts";
import { givenLimit, prepareQuery } from "../store/typed-query.ts";
import type { SideFile } from "./side-file.ts";
import type { SuggestionInput } from "./suggestion.ts";

const PAGE = 5_000;

interface FileRow extends SideFile {
  readonly owner: number;
  readonly position: number;
}

function allRows(page: (owner: number, position: number) => readonly FileRow[]): SideFile[] {
  const files: SideFile[] = [];
  let last: FileRow | undefined;
  do {
    const rows = page(last?.owner ?? -1, last?.position ?? -1);
    for (const { path, size, duration } of rows) files.push({ path, size, duration });
    last = rows.at(-1);
  } while (last !== undefined);
  return files;
}

function stashFiles(db: DatabaseSync): SideFile[] {
  const rows = prepareQuery<FileRow, [number, number, number]>(
    db,
    `SELECT scene_id AS owner, position, path, size, duration FROM scene_files
       WHERE (scene_id, position) > (?, ?) ORDER BY scene_id, position ${givenLimit}`,
  );
  return allRows((owner, position) => rows.all(owner, position, PAGE));
}

function plexFiles(db: DatabaseSync, sectionKeys: readonly string[]): SideFile[] {
  const rows = prepareQuery<FileRow, [string, number, number, number]>(
    db,
    `SELECT p.item_id AS owner, p.position, p.file AS path, p.size, p.duration / 1000.0 AS duration
       FROM plex_parts p JOIN plex_items i ON i.id = p.item_id
       WHERE i.deleted_at IS NULL AND i.section_key IN (SELECT value FROM json_each(?))
         AND (p.item_id, p.position) > (?, ?) ORDER BY p.item_id, p.position ${givenLimit}`,
  );
  const keys = JSON.stringify(sectionKeys);
  return allRows((owner, position) => rows.all(keys, owner, position, PAGE));
}

/** What both mirrors know, ready to be compared. */
export interface BothSides extends SuggestionInput {
  /** Titles of the libraries that were read. */
  readonly sections: readonly string[];
}

/**
 * Reads both mirrors page by page.
 *
 * @param section key or title of one library of Plex; null: all that concern us
 * @returns null when the mirror knows no such library
 */
export function readBothSides(db: DatabaseSync, section: string | null): BothSides | null {
  const watched = createSectionReader(db)().filter((one) => one.watched);
  const chosen =
    section === null
      ? watched
      : watched.filter(({ key, title }) => key === section || isSameTitle(section, title));
  if (section !== null && chosen.length === 0) return null;
  return {
    sections: chosen.map(({ title }) => title),
    plexFolders: chosen.flatMap(({ folders }) => folders),
    plex: plexFiles(
      db,
      chosen.map(({ key }) => key),
    ),
    stash: stashFiles(db),
  };
}
