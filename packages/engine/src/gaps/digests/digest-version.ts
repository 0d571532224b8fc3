import { hash } from "node:crypto";

import { desiredItem, digestOf, type ItemSettings } from "@stash2plex/shared/item";
import type { SceneDetail } from "@stash2plex/shared/stash";

const stamp = "2024-05-31T12:00:00Z";

/** A scene with one of everything, so that a program which makes items in another way makes another item of it. */
const sample: SceneDetail = {
  scene: {
    id: 1,
    updatedAt: stamp,
    createdAt: stamp,
    title: "A Walk by the Lake",
    code: "LKS-0042",
    details: "Water <b>and</b> wind.\nSecond line.",
    director: "Ole Dahl, Ida Moen",
    date: "2024-05",
    rating100: 80,
    organized: true,
    coverVersion: "1",
    urls: ["https://example.org/lake"],
    files: [{ id: 1, path: "/films/lake.mp4", size: 1, duration: 60.5, oshash: null, phash: null }],
    studioId: 2,
    performerIds: [3],
    tagIds: [4],
    groups: [{ groupId: 5, sceneIndex: 2 }],
    stashIds: [
      { endpoint: "https://stashdb.org/graphql", stashId: "6f2c1b1e-0000-4000-8000-000000000001" },
    ],
  },
  performers: [
    {
      id: 3,
      updatedAt: stamp,
      name: "Ada Berg",
      disambiguation: "II",
      gender: "FEMALE",
      tagIds: [6],
      imageVersion: "3",
    },
  ],
  tags: [
    {
      id: 4,
      updatedAt: stamp,
      name: "Lakes",
      parentIds: [7],
      ancestorIds: [7],
      ancestorNames: ["Nature"],
    },
  ],
  performerTags: [
    { id: 6, updatedAt: stamp, name: "Tall", parentIds: [], ancestorIds: [], ancestorNames: [] },
  ],
  studios: [
    { id: 2, updatedAt: stamp, name: "North Films", parentId: 8, imageVersion: "2" },
    { id: 8, updatedAt: stamp, name: "North", parentId: null, imageVersion: null },
  ],
  groups: [
    {
      group: { id: 5, updatedAt: stamp, name: "Lakes of Finland", frontImageVersion: "4" },
      sceneIndex: 2,
    },
  ],
};

/** Differs as soon as the settings of items or the way items are made differ. */
export const digestVersion = (settings: ItemSettings): string =>
  hash("sha1", JSON.stringify([settings, digestOf(desiredItem(sample, settings))]), "base64url");
