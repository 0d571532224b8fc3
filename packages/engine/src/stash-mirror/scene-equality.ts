import type { SceneFile, SceneGroupLink, SceneRecord, StashBoxId } from "@stash2plex/shared/stash";

const sameList = <T>(
  left: readonly T[],
  right: readonly T[],
  same: (a: T, b: T) => boolean,
): boolean =>
  left.length === right.length &&
  left.every((item, index) => {
    const other = right[index];
    return other !== undefined && same(item, other);
  });

const sameFile = (a: SceneFile, b: SceneFile): boolean =>
  a.id === b.id &&
  a.path === b.path &&
  a.size === b.size &&
  a.duration === b.duration &&
  a.oshash === b.oshash &&
  a.phash === b.phash;

const sameGroup = (a: SceneGroupLink, b: SceneGroupLink): boolean =>
  a.groupId === b.groupId && a.sceneIndex === b.sceneIndex;

const sameStashId = (a: StashBoxId, b: StashBoxId): boolean =>
  a.endpoint === b.endpoint && a.stashId === b.stashId;

const sameValue = <T>(a: T, b: T): boolean => a === b;

export const sameFiles = (left: readonly SceneFile[], right: readonly SceneFile[]): boolean =>
  sameList(left, right, sameFile);

/** Whether the row of `scenes` would stay as it is. */
export const sameScalars = (a: SceneRecord, b: SceneRecord): boolean =>
  a.updatedAt === b.updatedAt &&
  a.createdAt === b.createdAt &&
  a.title === b.title &&
  a.code === b.code &&
  a.details === b.details &&
  a.director === b.director &&
  a.date === b.date &&
  a.rating100 === b.rating100 &&
  a.organized === b.organized &&
  a.coverVersion === b.coverVersion &&
  a.studioId === b.studioId &&
  sameList(a.urls, b.urls, sameValue);

/** Whether performers, tags, groups and stash ids would stay as they are. */
export const sameLinks = (a: SceneRecord, b: SceneRecord): boolean =>
  sameList(a.performerIds, b.performerIds, sameValue) &&
  sameList(a.tagIds, b.tagIds, sameValue) &&
  sameList(a.groups, b.groups, sameGroup) &&
  sameList(a.stashIds, b.stashIds, sameStashId);
