import type { Library } from "../sample-library/library.ts";
import type { ModelFile, ModelScene } from "../sample-library/model.ts";
import { unixSeconds } from "../sample-library/server-zone.ts";

/** Objects as GraphQL selects from them; what costs something is a method, called only when it is asked for. */
export interface Answers {
  readonly scene: (scene: ModelScene) => object;
  readonly file: (file: ModelFile) => object;
  readonly performer: (id: number) => object | null;
  readonly tag: (id: number) => object | null;
  readonly studio: (id: number) => object | null;
  readonly group: (id: number) => object | null;
}

const baseName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

function picturePath(path: string, updatedAt: string, image: number): string {
  const stamp = `?t=${unixSeconds(updatedAt)}`;
  return image === 0 ? `${path}${stamp}&default=true` : path + stamp;
}

function file(one: ModelFile): object {
  const fingerprints = [
    ...(one.oshash === null ? [] : [{ type: "oshash", value: one.oshash }]),
    ...(one.phash === null ? [] : [{ type: "phash", value: one.phash }]),
  ];
  return {
    __typename: "VideoFile",
    id: one.id,
    path: one.path,
    basename: baseName(one.path),
    size: one.size,
    duration: one.duration,
    width: one.width,
    height: one.height,
    format: one.format,
    video_codec: one.videoCodec,
    audio_codec: one.audioCodec,
    frame_rate: one.frameRate,
    bit_rate: one.bitRate,
    fingerprints,
    fingerprint: ({ type }: { type: string }) =>
      fingerprints.find((print) => print.type === type)?.value ?? null,
    mod_time: one.modTime,
    created_at: one.createdAt,
    updated_at: one.updatedAt,
  };
}

/**
 * @param base address by which the caller came: it is what URLs in answers begin with (docs/reference/stash.md, fact 19)
 */
export function createAnswers(library: Library, base: string): Answers {
  const present = (objects: readonly (object | null)[]): object[] =>
    objects.filter((object) => object !== null);

  const tag = (id: number): object | null => {
    const found = library.tags.get(id);
    if (found === undefined) return null;
    return {
      id,
      name: found.name,
      parents: () => present(found.parentIds.map(tag)),
      children: () =>
        present(
          [...library.tags.values()]
            .filter((one) => one.parentIds.includes(id))
            .map((one) => tag(one.id)),
        ),
      image_path: picturePath(`${base}/tag/${id}/image`, found.updatedAt, found.image),
      created_at: found.createdAt,
      updated_at: found.updatedAt,
    };
  };
  const studio = (id: number): object | null => {
    const found = library.studios.get(id);
    if (found === undefined) return null;
    return {
      id,
      name: found.name,
      parent_studio: () => (found.parentId === null ? null : studio(found.parentId)),
      image_path: picturePath(`${base}/studio/${id}/image`, found.updatedAt, found.image),
      created_at: found.createdAt,
      updated_at: found.updatedAt,
    };
  };
  const performer = (id: number): object | null => {
    const found = library.performers.get(id);
    if (found === undefined) return null;
    return {
      id,
      name: found.name,
      disambiguation: found.disambiguation,
      gender: found.gender,
      tags: () => present(found.tagIds.map(tag)),
      image_path: picturePath(`${base}/performer/${id}/image`, found.updatedAt, found.image),
      created_at: found.createdAt,
      updated_at: found.updatedAt,
    };
  };
  const group = (id: number): object | null => {
    const found = library.groups.get(id);
    if (found === undefined) return null;
    return {
      id,
      name: found.name,
      front_image_path: picturePath(`${base}/group/${id}/frontimage`, found.updatedAt, found.image),
      back_image_path: null,
      created_at: found.createdAt,
      updated_at: found.updatedAt,
    };
  };
  const links = (scene: ModelScene, key: "group" | "movie"): object[] =>
    scene.groups.flatMap(({ groupId, sceneIndex }) => {
      const found = group(groupId);
      return found === null ? [] : [{ [key]: found, scene_index: sceneIndex }];
    });
  // Methods, not values: most requests read few fields, and a generated scene works each out when it is read.
  const scene = (one: ModelScene): object => ({
    id: one.id,
    title: () => one.title,
    code: () => one.code,
    details: () => one.details,
    director: () => one.director,
    date: () => one.date,
    rating100: () => one.rating100,
    organized: () => one.organized,
    urls: () => one.urls,
    created_at: () => one.createdAt,
    updated_at: () => one.updatedAt,
    files: () => one.files.map(file),
    paths: () => ({
      screenshot: `${base}/scene/${one.id}/screenshot?t=${unixSeconds(one.updatedAt)}`,
      stream: `${base}/scene/${one.id}/stream`,
      preview: `${base}/scene/${one.id}/preview`,
    }),
    studio: () => (one.studioId === null ? null : studio(one.studioId)),
    performers: () => present(one.performerIds.map(performer)),
    tags: () => present(one.tagIds.map(tag)),
    groups: () => links(one, "group"),
    movies: () => links(one, "movie"),
    stash_ids: () => one.stashIds.map(({ endpoint, stashId }) => ({ endpoint, stash_id: stashId })),
    scene_markers: () => one.markers,
    play_count: one.playCount,
    o_counter: one.oCounter,
  });
  return { scene, file, performer, tag, studio, group };
}
