import type { SceneDetail, SceneRecord } from "@stash2plex/shared/stash";

/** A harmless scene with everything that an item shows. */
export function sceneDetail(id: number, changes: Partial<SceneRecord> = {}): SceneDetail {
  const scene: SceneRecord = {
    id,
    updatedAt: "2026-01-01T00:00:00Z",
    createdAt: "2026-01-01T00:00:00Z",
    title: `Alpine Morning ${id}`,
    code: "",
    details: "The sun rises behind the ridge.",
    director: "Ada Vale",
    date: "2024-05-31",
    rating100: null,
    organized: true,
    coverVersion: "1700000000",
    urls: [],
    files: [
      {
        id,
        path: `/media/Alps/Alpine Morning ${id}.mp4`,
        size: 1_000_000,
        duration: 61.5,
        oshash: null,
        phash: null,
      },
    ],
    studioId: 7,
    performerIds: [9],
    tagIds: [],
    groups: [],
    stashIds: [],
    ...changes,
  };
  return {
    scene,
    performers: [
      {
        id: 9,
        updatedAt: "2026-01-01T00:00:00Z",
        name: "Ruth Hill",
        disambiguation: "",
        gender: null,
        tagIds: [],
        imageVersion: "1700000001",
      },
    ],
    tags: [],
    performerTags: [],
    studios: [
      {
        id: 7,
        updatedAt: "2026-01-01T00:00:00Z",
        name: "Quiet Valley",
        parentId: null,
        imageVersion: null,
      },
    ],
    groups: [],
  };
}
