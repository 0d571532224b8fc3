import type { DatabaseSync } from "node:sqlite";

import type { PmsSection } from "@stash2plex/shared/pms";

import { inTransaction } from "../store/transaction.ts";
import { prepareChange, prepareQuery } from "../store/typed-query.ts";
import type { MirroredSection } from "./plex-mirror.ts";

interface SectionRow {
  readonly key: string;
  readonly uuid: string;
  readonly title: string;
  readonly type: string;
  readonly agent: string;
  readonly locations: string;
  readonly providerGroupId: number | null;
  readonly watched: number;
}

/** How far the copy of a section came. */
export interface SectionCourse {
  /** Epoch ms of the last full pass; null: none was finished. */
  readonly fullPassAt: number | null;
  /** Epoch seconds on Plex's clock: what changed since then may be unknown. */
  readonly cursor: number | null;
}

export interface SectionStore {
  all(): readonly MirroredSection[];
  course(key: string): SectionCourse;
  /** Writes what changed; a key that another section took over begins anew. */
  put(sections: readonly PmsSection[], watched: ReadonlySet<string>): void;
  setCursor(key: string, cursor: number | null): void;
  passed(key: string, at: number): void;
  remove(key: string): void;
  clear(): void;
}

const toSection = ({ locations, watched, ...rest }: SectionRow): MirroredSection => ({
  ...rest,
  folders: JSON.parse(locations) as string[],
  watched: watched === 1,
});

export const createSectionReader = (db: DatabaseSync): (() => readonly MirroredSection[]) => {
  const rows = prepareQuery<SectionRow>(
    db,
    `SELECT key, uuid, title, type, agent, locations, provider_group_id AS providerGroupId, watched
       FROM plex_sections ORDER BY key`,
  );
  return () => rows.all().map(toSection);
};

const mirrored = (section: PmsSection, watched: boolean): MirroredSection => ({
  key: section.key,
  uuid: section.uuid,
  title: section.title,
  type: section.type,
  agent: section.agent,
  providerGroupId: section.providerGroupId,
  folders: section.locations.map(({ path }) => path),
  watched,
});

const same = (a: MirroredSection, b: MirroredSection): boolean =>
  a.uuid === b.uuid &&
  a.title === b.title &&
  a.type === b.type &&
  a.agent === b.agent &&
  a.providerGroupId === b.providerGroupId &&
  a.watched === b.watched &&
  JSON.stringify(a.folders) === JSON.stringify(b.folders);

export const createSectionStore = (db: DatabaseSync): SectionStore => {
  const all = createSectionReader(db);
  const course = prepareQuery<SectionCourse, [string]>(
    db,
    "SELECT full_pass_at AS fullPassAt, follow_cursor AS cursor FROM plex_sections WHERE key = ?",
  );
  const write = prepareChange<
    [string, string, string, string, string, string, number | null, number]
  >(
    db,
    `INSERT INTO plex_sections
       (key, uuid, title, type, agent, locations, provider_group_id, watched)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET uuid = excluded.uuid, title = excluded.title,
       type = excluded.type, agent = excluded.agent, locations = excluded.locations,
       provider_group_id = excluded.provider_group_id, watched = excluded.watched`,
  );
  const forget = prepareChange<[string]>(
    db,
    "UPDATE plex_sections SET full_pass_at = NULL, follow_cursor = NULL WHERE key = ?",
  );
  const setCursor = prepareChange<[number | null, string]>(
    db,
    "UPDATE plex_sections SET follow_cursor = ? WHERE key = ?",
  );
  const setPassed = prepareChange<[number, string]>(
    db,
    "UPDATE plex_sections SET full_pass_at = ? WHERE key = ?",
  );
  const remove = prepareChange<[string]>(db, "DELETE FROM plex_sections WHERE key = ?");
  const courseOf = (key: string): SectionCourse =>
    course.get(key) ?? { fullPassAt: null, cursor: null };
  return {
    all,
    course: courseOf,
    put: (sections, watched) => {
      const stored = new Map(all().map((section) => [section.key, section]));
      const changed = sections.flatMap((section) => {
        const next = mirrored(section, watched.has(section.key));
        const before = stored.get(section.key);
        return before !== undefined && same(before, next) ? [] : [{ before, next }];
      });
      if (changed.length === 0) return;
      inTransaction(db, () => {
        for (const { before, next } of changed) {
          write(
            next.key,
            next.uuid,
            next.title,
            next.type,
            next.agent,
            JSON.stringify(next.folders),
            next.providerGroupId,
            next.watched ? 1 : 0,
          );
          if (before?.uuid !== next.uuid || !next.watched) forget(next.key);
        }
      });
    },
    setCursor: (key, cursor) => {
      if (courseOf(key).cursor !== cursor) setCursor(cursor, key);
    },
    passed: (key, at) => {
      setPassed(at, key);
    },
    remove: (key) => {
      remove(key);
    },
    clear: () => {
      db.exec("DELETE FROM plex_sections");
    },
  };
};
