import {
  destroyScene,
  type Library,
  mergeScenes,
  rename,
  updateScene,
} from "@stash2plex/simulators/library";

import { guidOfScene } from "./gap-world.ts";
import type { ExpectedGap, Plant } from "./seed.ts";

const otherAgent: Plant = (world) => {
  const scene = world.takeScene();
  const path = world.plexPath(scene.path);
  world.putItem(path, {
    ...scene.facts,
    guid: `plex://movie/${String(scene.id).padStart(24, "0")}`,
  });
  return {
    expected: [{ kind: "unmatched", reason: "other-agent", sceneId: scene.id, path }],
    // Somebody asks for it, in a library whose agent we are.
    afterRepair: [],
  };
};

const noMatch: Plant = (world) => {
  const scene = world.takeScene();
  const path = world.plexPath(scene.path);
  return {
    change: (stage) => stage.plexFinds(path, scene.facts),
    expected: [{ kind: "unmatched", reason: "no-match", sceneId: scene.id, path }],
    afterRepair: [],
  };
};

const stale =
  (edit: (library: Library, sceneId: number) => void): Plant =>
  (world) => {
    const scene = world.agreeingScene();
    return {
      change: ({ library }) => edit(library, scene.id),
      expected: [
        { kind: "stale", reason: "changed", sceneId: scene.id, path: world.plexPath(scene.path) },
      ],
      afterRepair: [],
    };
  };

let lastRelated = 80_000;

/** A performer, tag or group of this scene alone, that gets another name. */
const staleByName =
  (kind: "performers" | "tags" | "groups"): Plant =>
  (world) => {
    const { library } = world;
    lastRelated += 1;
    const id = lastRelated;
    const { title } = world.fresh();
    const copyOf = <T extends { readonly id: number }>(objects: Map<number, T>): void => {
      const model = objects.get(1);
      if (model !== undefined) objects.set(id, { ...model, id, name: title });
    };
    if (kind === "performers") copyOf(library.performers);
    else if (kind === "tags") copyOf(library.tags);
    else copyOf(library.groups);
    const fields = {
      performers: { performerIds: [id] },
      tags: { tagIds: [id] },
      groups: { groups: [{ groupId: id, sceneIndex: null }] },
    }[kind];
    const scene = world.agreeingScene(undefined, fields);
    return {
      change: () => rename(library, kind, id, `${title} the Second`),
      expected: [
        { kind: "stale", reason: "changed", sceneId: scene.id, path: world.plexPath(scene.path) },
      ],
      afterRepair: [],
    };
  };

/** Plex takes the edit and keeps what it had. */
const incomplete: Plant = (world) => {
  const scene = world.agreeingScene();
  const path = world.plexPath(scene.path);
  return {
    early: ({ pms, library }) => {
      pms.keepField(pms.itemOfFile(path).id, "summary");
      updateScene(library, scene.id, { details: "Words that do not arrive." });
    },
    expected: [{ kind: "incomplete", reason: "field", sceneId: scene.id, path }],
    byHand: ({ pms, library }) => {
      pms.keepField(pms.itemOfFile(path).id, "summary", false);
      updateScene(library, scene.id, { title: "Saved once more", details: "Words that arrive." });
    },
  };
};

const deleted: Plant = (world) => {
  const scene = world.agreeingScene();
  const path = world.plexPath(scene.path);
  return {
    change: ({ library }) => destroyScene(library, scene.id),
    expected: [{ kind: "orphan", reason: "scene-deleted", sceneId: scene.id, path }],
    byHand: (stage) => stage.plexLoses(path),
  };
};

let lastUnknown = 700_000;

/** An id that Stash never gave, or long ago. */
const neverKnown: Plant = (world) => {
  lastUnknown += 1;
  const sceneId = lastUnknown;
  const { folder, title } = world.fresh();
  const path = world.plexPath(`/data/media/${folder}/${title}.mp4`);
  world.putItem(path, { guid: guidOfScene(sceneId) });
  return {
    expected: [{ kind: "orphan", reason: "scene-deleted", sceneId, path }],
    byHand: (stage) => stage.plexLoses(path),
  };
};

/** The other scene takes the file over, and has an item of its own or not. */
const merged =
  (hasItem: boolean): Plant =>
  (world) => {
    const source = world.agreeingScene();
    const into = hasItem ? world.agreeingScene() : world.takeScene();
    const path = world.plexPath(source.path);
    const twice: ExpectedGap = {
      kind: "duplicate",
      reason: "two-items",
      sceneId: into.id,
      path: world.plexPath(into.path),
    };
    return {
      change: ({ library }) => mergeScenes(library, source.id, into.id),
      expected: [{ kind: "orphan", reason: "scene-merged", sceneId: into.id, path }],
      afterRepair: hasItem ? [twice] : [],
      ...(hasItem && { byHand: (stage) => stage.plexLoses(path) }),
    };
  };

const twoItems: Plant = (world) => {
  const scene = world.agreeingScene();
  const copy = world.plexPath(world.addCopy(scene));
  world.putItem(copy, { ...scene.facts, guid: guidOfScene(scene.id) });
  return {
    expected: [
      {
        kind: "duplicate",
        reason: "two-items",
        sceneId: scene.id,
        path: world.plexPath(scene.path),
      },
    ],
    byHand: (stage) => stage.plexLoses(copy),
  };
};

/** Two libraries that show the same on purpose, such as a second one for large screens. */
const twoSections: Plant = (world) => {
  const scene = world.agreeingScene();
  const copy = world.plexPath(world.addCopy(scene, "more"));
  world.putItem(copy, { ...scene.facts, guid: guidOfScene(scene.id) });
  return { expected: [] };
};

const twoScenes: Plant = (world) => {
  const shown = world.agreeingScene();
  const other = world.takeScene();
  const path = world.plexPath(shown.path);
  return {
    change: ({ pms }) =>
      void pms.addVersion(pms.itemOfFile(path).id, world.plexPath(other.path), other.facts),
    expected: [{ kind: "duplicate", reason: "two-scenes", sceneId: shown.id, path }],
    byHand: ({ library }) => mergeScenes(library, other.id, shown.id),
  };
};

/** What somebody locked in Plex is theirs. */
const lockedTitle: Plant = (world) => {
  const scene = world.agreeingScene();
  return {
    early: ({ pms }) =>
      void pms.setField(pms.itemOfFile(world.plexPath(scene.path)).id, "title", "Our Summer"),
    expected: [],
  };
};

/** What both sides have, and what looks like it. */
export const bothSidesSeeds: Readonly<Record<string, Plant>> = {
  "an item of another agent": otherAgent,
  "an item that nobody matched": noMatch,
  "another title": stale((library, id) => updateScene(library, id, { title: `Retitled ${id}` })),
  "another date": stale((library, id) => updateScene(library, id, { date: "1999-09" })),
  "no text any more": stale((library, id) => updateScene(library, id, { details: "" })),
  "a renamed performer": staleByName("performers"),
  "a renamed tag": staleByName("tags"),
  "a renamed group": staleByName("groups"),
  "a text that Plex does not take": incomplete,
  "a deleted scene": deleted,
  "a scene that never was": neverKnown,
  "a merged scene": merged(false),
  "a scene merged into one with an item": merged(true),
  "two items of a scene": twoItems,
  "an item of a scene in each of two sections": twoSections,
  "two scenes in an item": twoScenes,
  "a title that somebody locked": lockedTitle,
};
