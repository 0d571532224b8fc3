import { readFileSync } from "node:fs";

import * as z from "zod";

import type { SceneDetail, SceneTag, StudioRecord } from "../../src/stash/records.ts";

/**
 * Recorded answers of a real Stash v0.30.1 (fixtures/*.json) as scene details, for the tests of items. The client
 * has its own, complete reader; this one takes only what an item needs.
 */

interface RecordedTag {
  readonly id: string;
  readonly name: string;
  readonly parents?: readonly RecordedTag[] | undefined;
}

interface RecordedStudio {
  readonly id: string;
  readonly name: string;
  readonly image_path?: string | undefined;
  readonly parent_studio?: RecordedStudio | null | undefined;
}

const tag: z.ZodType<RecordedTag> = z.object({
  id: z.string(),
  name: z.string(),
  get parents() {
    return z.array(tag).optional();
  },
});

const studio: z.ZodType<RecordedStudio> = z.object({
  id: z.string(),
  name: z.string(),
  image_path: z.string().optional(),
  get parent_studio() {
    return studio.nullish();
  },
});

const recording = z.object({
  response: z.object({
    body: z.object({
      data: z.object({
        findScene: z.object({
          id: z.string(),
          title: z.string(),
          code: z.string(),
          details: z.string(),
          director: z.string(),
          urls: z.array(z.string()),
          date: z.string().nullable(),
          rating100: z.number().nullable(),
          organized: z.boolean(),
          created_at: z.string(),
          updated_at: z.string(),
          files: z.array(
            z.object({ id: z.string(), path: z.string(), size: z.number(), duration: z.number() }),
          ),
          paths: z.object({ screenshot: z.string() }),
          studio: studio.nullable(),
          groups: z.array(
            z.object({
              scene_index: z.number().nullable(),
              group: z.object({ id: z.string(), name: z.string(), front_image_path: z.string() }),
            }),
          ),
          tags: z.array(tag),
          performers: z.array(
            z.object({
              id: z.string(),
              name: z.string(),
              disambiguation: z.string(),
              gender: z.string().nullable(),
              image_path: z.string(),
              tags: z.array(tag),
            }),
          ),
          stash_ids: z.array(z.object({ endpoint: z.string(), stash_id: z.string() })),
        }),
      }),
    }),
  }),
});

const updatedAt = "2026-11-23T05:57:01+01:00";

/** The `t` of an image address; null for a placeholder. */
function imageVersion(address: string | undefined): string | null {
  const query = URL.parse(address ?? "")?.searchParams;
  return query === undefined || query.get("default") === "true" ? null : query.get("t");
}

function sceneTag(recorded: RecordedTag): SceneTag {
  const ancestors = new Map<number, string>();
  const visit = (parents: readonly RecordedTag[] = []): void => {
    for (const parent of parents) {
      ancestors.set(Number(parent.id), parent.name);
      visit(parent.parents);
    }
  };
  visit(recorded.parents);
  return {
    id: Number(recorded.id),
    updatedAt,
    name: recorded.name,
    parentIds: (recorded.parents ?? []).map((parent) => Number(parent.id)),
    ancestorIds: [...ancestors.keys()],
    ancestorNames: [...ancestors.values()],
  };
}

function studioChain(recorded: RecordedStudio | null | undefined): StudioRecord[] {
  if (recorded === null || recorded === undefined) return [];
  const parent = recorded.parent_studio;
  return [
    {
      id: Number(recorded.id),
      updatedAt,
      name: recorded.name,
      parentId: parent === null || parent === undefined ? null : Number(parent.id),
      imageVersion: imageVersion(recorded.image_path),
    },
    ...studioChain(parent),
  ];
}

/** @param name of a file in fixtures, without `.json` */
export function recordedScene(name: string): SceneDetail {
  const file = new URL(`fixtures/${name}.json`, import.meta.url);
  const scene = recording.parse(JSON.parse(readFileSync(file, "utf8"))).response.body.data
    .findScene;
  const groups = scene.groups.map(({ scene_index: sceneIndex, group }) => ({
    group: {
      id: Number(group.id),
      updatedAt,
      name: group.name,
      frontImageVersion: imageVersion(group.front_image_path),
    },
    sceneIndex,
  }));
  return {
    scene: {
      id: Number(scene.id),
      updatedAt: scene.updated_at,
      createdAt: scene.created_at,
      title: scene.title,
      code: scene.code,
      details: scene.details,
      director: scene.director,
      date: scene.date,
      rating100: scene.rating100,
      organized: scene.organized,
      coverVersion: imageVersion(scene.paths.screenshot) ?? "0",
      urls: scene.urls,
      files: scene.files.map((file) => ({
        ...file,
        id: Number(file.id),
        oshash: null,
        phash: null,
      })),
      studioId: scene.studio === null ? null : Number(scene.studio.id),
      performerIds: scene.performers.map((performer) => Number(performer.id)),
      tagIds: scene.tags.map(({ id }) => Number(id)),
      groups: groups.map(({ group, sceneIndex }) => ({ groupId: group.id, sceneIndex })),
      stashIds: scene.stash_ids.map(({ endpoint, stash_id: stashId }) => ({ endpoint, stashId })),
    },
    performers: scene.performers.map((performer) => ({
      id: Number(performer.id),
      updatedAt,
      name: performer.name,
      disambiguation: performer.disambiguation,
      gender: performer.gender,
      tagIds: performer.tags.map(({ id }) => Number(id)),
      imageVersion: imageVersion(performer.image_path),
    })),
    tags: scene.tags.map(sceneTag),
    performerTags: scene.performers.flatMap((performer) => performer.tags.map(sceneTag)),
    studios: studioChain(scene.studio),
    groups,
  };
}
