import type { ScenePaths, SceneStamp } from "./api.ts";
import type {
  FileFieldsFragment,
  GroupsQuery,
  PerformersQuery,
  ScenePathsQuery,
  ScenesWithGroupsQuery,
  SceneStampsQuery,
  StudiosQuery,
  TagsQuery,
} from "./generated/operations.ts";
import { coverVersionOf, imageVersionOf } from "./image-version.ts";
import type {
  GroupRecord,
  PerformerRecord,
  SceneFile,
  SceneRecord,
  StashId,
  StudioRecord,
  TagRecord,
} from "./records.ts";

type SceneAnswer = ScenesWithGroupsQuery["findScenes"]["scenes"][number];
type PathsAnswer = ScenePathsQuery["findScenes"]["scenes"][number];
type StampAnswer = SceneStampsQuery["findScenes"]["scenes"][number];
type PerformerAnswer = PerformersQuery["findPerformers"]["performers"][number];
type TagAnswer = TagsQuery["findTags"]["tags"][number];
type StudioAnswer = StudiosQuery["findStudios"]["studios"][number];
type GroupAnswer = GroupsQuery["findGroups"]["groups"][number];

interface WithId {
  readonly id: string;
}

const idOf = ({ id }: WithId): StashId => Number(id);

const fingerprintOf = (file: FileFieldsFragment, type: string): string | null =>
  file.fingerprints.find((fingerprint) => fingerprint.type === type)?.value.toLowerCase() ?? null;

const toSceneFile = (file: FileFieldsFragment): SceneFile => ({
  id: idOf(file),
  path: file.path,
  size: file.size,
  duration: file.duration,
  oshash: fingerprintOf(file, "oshash"),
  phash: fingerprintOf(file, "phash"),
});

/** A scene of an answer as we keep it: texts never null, related objects by id. */
export function toSceneRecord(scene: SceneAnswer): SceneRecord {
  return {
    id: idOf(scene),
    updatedAt: scene.updated_at,
    createdAt: scene.created_at,
    title: scene.title ?? "",
    code: scene.code ?? "",
    details: scene.details ?? "",
    director: scene.director ?? "",
    date: scene.date,
    rating100: scene.rating100,
    organized: scene.organized,
    coverVersion: coverVersionOf(scene.paths.screenshot),
    urls: scene.urls,
    files: scene.files.map(toSceneFile),
    studioId: scene.studio === null ? null : idOf(scene.studio),
    performerIds: scene.performers.map(idOf),
    tagIds: scene.tags.map(idOf),
    groups: scene.groups.map(({ group, scene_index }) => ({
      groupId: idOf(group),
      sceneIndex: scene_index,
    })),
    stashIds: scene.stash_ids.map(({ endpoint, stash_id }) => ({ endpoint, stashId: stash_id })),
  };
}

export function toStamp(stamp: StampAnswer): SceneStamp {
  return { id: idOf(stamp), updatedAt: stamp.updated_at };
}

export function toScenePaths(scene: PathsAnswer): ScenePaths {
  return { ...toStamp(scene), files: scene.files.map(toSceneFile) };
}

export function toPerformerRecord(performer: PerformerAnswer): PerformerRecord {
  return {
    id: idOf(performer),
    updatedAt: performer.updated_at,
    name: performer.name,
    disambiguation: performer.disambiguation ?? "",
    gender: performer.gender,
    tagIds: performer.tags.map(idOf),
    imageVersion: imageVersionOf(performer.image_path),
  };
}

export function toTagRecord(tag: TagAnswer): TagRecord {
  return {
    id: idOf(tag),
    updatedAt: tag.updated_at,
    name: tag.name,
    parentIds: tag.parents.map(idOf),
  };
}

export function toStudioRecord(studio: StudioAnswer): StudioRecord {
  return {
    id: idOf(studio),
    updatedAt: studio.updated_at,
    name: studio.name,
    parentId: studio.parent_studio === null ? null : idOf(studio.parent_studio),
    imageVersion: imageVersionOf(studio.image_path),
  };
}

export function toGroupRecord(group: GroupAnswer): GroupRecord {
  return {
    id: idOf(group),
    updatedAt: group.updated_at,
    name: group.name,
    frontImageVersion: imageVersionOf(group.front_image_path),
  };
}
