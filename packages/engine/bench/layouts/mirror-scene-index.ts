import { DatabaseSync } from "node:sqlite";

import type { SceneRecord, StudioRecord, TagRecord } from "@stash2plex/shared/stash";

import type { SceneIndex } from "../../src/matching/scene-index.ts";
import { createMirrorReader } from "../../src/stash-mirror/mirror-reader.ts";
import { createMirrorWriter } from "../../src/stash-mirror/mirror-writer.ts";
import { migrations } from "../../src/store/migrations.ts";
import { plainFile, type PlainLibrary, type PlainScene } from "./memory-scene-index.ts";

const stamp = "2026-01-15T12:00:00+01:00";

/** Names to ids from 1, in order of appearance. */
function numbered(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map([...new Set(names)].map((name, at) => [name, at + 1]));
}

const studioRecord = (
  [name, id]: readonly [string, number],
  parents: ReadonlyMap<string, string>,
  ids: ReadonlyMap<string, number>,
): StudioRecord => ({
  id,
  name,
  updatedAt: stamp,
  parentId: ids.get(parents.get(name) ?? "") ?? null,
  imageVersion: null,
});

function sceneRecord(
  scene: PlainScene,
  tags: ReadonlyMap<string, number>,
  studios: ReadonlyMap<string, number>,
): SceneRecord {
  return {
    id: scene.id,
    updatedAt: stamp,
    createdAt: stamp,
    title: scene.title ?? "",
    code: "",
    details: "",
    director: "",
    date: scene.date ?? null,
    rating100: null,
    organized: scene.organized ?? false,
    coverVersion: "0",
    urls: [],
    files: scene.files.map(plainFile).map(({ path, size, duration, oshash }, at) => ({
      id: scene.id * 100 + at,
      path,
      size,
      duration,
      oshash: oshash === "" ? null : oshash,
      phash: null,
    })),
    studioId: studios.get(scene.studios?.[0] ?? "") ?? null,
    performerIds: [],
    tagIds: (scene.tags ?? []).flatMap((tag) => tags.get(tag) ?? []),
    groups: [],
    stashIds: (scene.stashBoxIds ?? []).map((stashId) => ({
      endpoint: "https://stashbox.example/graphql",
      stashId,
    })),
  };
}

/** The same library in a mirror that lives in memory: what runs in the product. */
export function createMirrorSceneIndex(library: PlainLibrary): SceneIndex {
  const db = new DatabaseSync(":memory:", { enableForeignKeyConstraints: false });
  for (const statements of migrations) db.exec(statements);
  const writer = createMirrorWriter(db);
  const tags = numbered(library.scenes.flatMap((scene) => scene.tags ?? []));
  const studios = numbered(library.scenes.flatMap((scene) => scene.studios ?? []));
  const parents = new Map(
    library.scenes.flatMap(({ studios: chain = [] }) =>
      chain.slice(1).map((parent, at): [string, string] => [chain[at] ?? "", parent]),
    ),
  );
  writer.putRelated(
    "tag",
    [...tags].map(([name, id]): TagRecord => ({ id, name, updatedAt: stamp, parentIds: [] })),
  );
  writer.putRelated(
    "studio",
    [...studios].map((entry) => studioRecord(entry, parents, studios)),
  );
  writer.putScenes(library.scenes.map((scene) => sceneRecord(scene, tags, studios)));
  writer.meta.set("libraryFolders", library.folders ?? []);
  if (library.guidsTrusted === false) writer.meta.set("frozen", { since: 0, reason: "a test" });
  return createMirrorReader(db).index;
}
