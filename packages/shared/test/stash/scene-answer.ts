import type { ScenesWithGroupsQuery } from "../../src/stash/generated/operations.ts";

export type SceneAnswer = ScenesWithGroupsQuery["findScenes"]["scenes"][number];

export interface FileOfScene {
  readonly path: string;
  readonly oshash?: string;
}

/** A scene as Stash answers it, with nothing filled in but its files. */
export const sceneAnswer = (id: number, files: readonly FileOfScene[] = []): SceneAnswer => ({
  id: String(id),
  updated_at: "2026-01-15T12:00:00+01:00",
  created_at: "2026-01-15T12:00:00+01:00",
  title: "",
  code: "",
  details: "",
  director: "",
  date: null,
  rating100: null,
  organized: false,
  urls: [],
  paths: { screenshot: `http://stash.test:9999/scene/${id}/screenshot?t=7` },
  files: files.map(({ path, oshash }, index) => ({
    id: String(id * 10 + index),
    path,
    size: 1,
    duration: 1,
    fingerprints: oshash === undefined ? [] : [{ type: "oshash", value: oshash }],
  })),
  studio: null,
  performers: [],
  tags: [],
  groups: [],
  stash_ids: [],
});
