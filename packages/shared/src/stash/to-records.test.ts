import { describe, expect, it } from "@jest/globals";

import { recordedData } from "../../test/stash/recorded.ts";
import { toPerformerRecord, toSceneRecord } from "./to-records.ts";

type SceneAnswer = Parameters<typeof toSceneRecord>[0];
type PerformerAnswer = Parameters<typeof toPerformerRecord>[0];

const scene = async (name: string) => {
  const { findScene } = await recordedData<{ findScene: SceneAnswer }>(`scene/${name}`);
  return toSceneRecord(findScene);
};

describe("toSceneRecord", () => {
  it("keeps what an item needs of a scene with everything filled in", async () => {
    const record = await scene("findScene-rich");
    expect(record).toMatchObject({
      id: 137,
      updatedAt: "2026-11-23T05:57:01+01:00",
      createdAt: "2026-11-23T05:45:13+01:00",
      title: 'Beavers at Dawn: "A Film" & <Story>',
      code: "NFF-2020-001",
      date: "2020-03-14",
      rating100: 87,
      organized: true,
      coverVersion: "1795409821",
      studioId: 5,
    });
    expect(record.files[0]).toMatchObject({
      id: 138,
      path: "/data/media/studios/Northern Forest Films/2020/Beavers at Dawn.mp4",
      oshash: "aa395a5c5535b2ed",
    });
    expect(record.groups[0]).toEqual({ groupId: 1, sceneIndex: 3 });
    expect(record.stashIds[0]).toEqual({
      endpoint: "https://stashbox.example.org/graphql",
      stashId: "aaaaaaaa-0000-4000-8000-000000000001",
    });
    expect(record.performerIds[0]).toBe(1);
    expect(record.tagIds[0]).toBe(10);
  });

  it("no address of Stash is kept: neither host nor key", async () => {
    expect(JSON.stringify(await scene("findScene-rich"))).not.toMatch(/stash\.test|apikey/);
  });

  it("an empty scene has empty texts and no date", async () => {
    expect(await scene("findScene-bare")).toMatchObject({
      id: 41,
      title: "",
      code: "",
      details: "",
      director: "",
      date: null,
      rating100: null,
      studioId: null,
      performerIds: [],
      tagIds: [],
      groups: [],
      stashIds: [],
      files: [{ size: 12290, duration: 2.2, oshash: "24bf7cb68bdf2676", phash: null }],
    });
  });

  it("nulls, which the schema allows, become empty texts", async () => {
    const { findScene } = await recordedData<{ findScene: SceneAnswer }>("scene/findScene-bare");
    const nulls = { title: null, code: null, details: null, director: null };
    const paths = { screenshot: null };
    expect(toSceneRecord({ ...findScene, ...nulls, paths })).toMatchObject({
      title: "",
      code: "",
      details: "",
      director: "",
      coverVersion: "0",
    });
  });
});

describe("toPerformerRecord", () => {
  it("who has only a placeholder has no picture", async () => {
    const { findPerformer } = await recordedData<{ findPerformer: PerformerAnswer }>(
      "lists/findPerformer-no-image",
    );
    expect(toPerformerRecord(findPerformer)).toEqual({
      id: 5,
      updatedAt: "2026-11-23T05:57:01+01:00",
      name: "No Image Person",
      disambiguation: "",
      gender: null,
      tagIds: [],
      imageVersion: null,
    });
  });
});
