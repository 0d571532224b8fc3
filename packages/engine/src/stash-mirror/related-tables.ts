import type { SQLInputValue } from "node:sqlite";

import type { RelatedKind, RelatedRecords } from "@stash2plex/shared/stash";

/** Where a kind of related object lives, and what points to it. */
export interface RelatedTable<K extends RelatedKind> {
  readonly table: string;
  /** Columns besides `id` and `updated_at`. */
  readonly columns: readonly string[];
  values(record: RelatedRecords[K]): SQLInputValue[];
  /** Selects the ids of scenes that carry the object whose id is the parameter. */
  readonly scenesSql: string;
}

export const relatedKinds: readonly RelatedKind[] = ["performer", "tag", "studio", "group"];

export const relatedTables: { readonly [K in RelatedKind]: RelatedTable<K> } = {
  performer: {
    table: "performers",
    columns: ["name", "disambiguation", "gender", "tag_ids", "image_version"],
    values: (record) => [
      record.name,
      record.disambiguation,
      record.gender,
      JSON.stringify(record.tagIds),
      record.imageVersion,
    ],
    scenesSql: "SELECT scene_id AS id FROM scene_performers WHERE performer_id = ?",
  },
  tag: {
    table: "tags",
    columns: ["name", "parent_ids"],
    values: (record) => [record.name, JSON.stringify(record.parentIds)],
    scenesSql: "SELECT scene_id AS id FROM scene_tags WHERE tag_id = ?",
  },
  studio: {
    table: "studios",
    columns: ["name", "parent_id", "image_version"],
    values: (record) => [record.name, record.parentId, record.imageVersion],
    scenesSql: "SELECT id FROM scenes WHERE studio_id = ?",
  },
  group: {
    table: "stash_groups",
    columns: ["name", "front_image_version"],
    values: (record) => [record.name, record.frontImageVersion],
    scenesSql: "SELECT scene_id AS id FROM scene_groups WHERE group_id = ?",
  },
};
