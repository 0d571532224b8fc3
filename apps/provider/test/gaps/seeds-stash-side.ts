import { moveFile, updateScene } from "@stash2plex/simulators/library";

import type { GapStage } from "./gap-stage.ts";
import type { GapWorld, OwnScene } from "./gap-world.ts";
import type { Plant } from "./seed.ts";

/** The file is moved to where both sides look, and Plex scans it. */
const moveHome = async (stage: GapStage, { id, facts }: OwnScene): Promise<void> => {
  const { library, world } = stage;
  const { folder, title } = world.fresh();
  const path = `/data/media/${folder}/${title}.mp4`;
  const [file] = library.scene(id)?.files ?? [];
  if (file === undefined) throw new Error(`Scene ${id} has no file.`);
  moveFile(library, id, file.id, path);
  await stage.look();
  await stage.plexFinds(world.plexPath(path), facts);
};

/** A scene at a place that Plex does not look at. */
const elsewhere =
  (reason: "outside-sections" | "unmapped", folderOf: (world: GapWorld) => string): Plant =>
  (world) => {
    const { folder, title } = world.fresh();
    const scene = world.takeScene(`${folderOf(world)}/${folder}/${title}.mp4`);
    return {
      expected: [{ kind: "stash-only", reason, sceneId: scene.id, path: scene.path }],
      byHand: (stage) => moveHome(stage, scene),
    };
  };

/** A scene whose file the family's library holds. */
const inFamily: Plant = (world) => {
  const { folder, title } = world.fresh();
  const scene = world.takeScene(`/family/${folder}/${title}.mp4`);
  world.putItem(world.plexPath(scene.path), {
    ...scene.facts,
    guid: `plex://movie/${String(scene.id).padStart(24, "0")}`,
  });
  return {
    expected: [
      { kind: "stash-only", reason: "outside-sections", sceneId: scene.id, path: scene.path },
    ],
    byHand: (stage) => moveHome(stage, scene),
  };
};

/** Plex has the file on its disk, and has not looked. */
const notScanned: Plant = (world) => {
  const scene = world.takeScene();
  return {
    change: ({ pms }) => pms.addFile(world.plexPath(scene.path), scene.facts),
    expected: [{ kind: "stash-only", reason: "not-scanned", sceneId: scene.id, path: scene.path }],
    afterRepair: [],
  };
};

/** Plex's disk does not hold the file: no scan helps. */
const notThere: Plant = (world) => {
  const scene = world.takeScene();
  return {
    expected: [{ kind: "stash-only", reason: "not-scanned", sceneId: scene.id, path: scene.path }],
    byHand: (stage) => stage.plexFinds(world.plexPath(scene.path), scene.facts),
  };
};

const episodeLike =
  (mark: string): Plant =>
  (world) => {
    const { folder, title } = world.fresh();
    const scene = world.takeScene(`/data/media/${folder}/${title} ${mark}.mp4`);
    return {
      expected: [
        { kind: "stash-only", reason: "episode-like-name", sceneId: scene.id, path: scene.path },
      ],
      byHand: (stage) => moveHome(stage, scene),
    };
  };

/** A setting keeps the scene out: nobody misses it. */
const filteredAway =
  (tagId: number): Plant =>
  (world) => {
    world.takeScene(undefined, { tagIds: [tagId] });
    return { expected: [] };
  };

/** Saved without a change: Stash moves the time all the same. */
const idleSave: Plant = (world) => {
  const scene = world.agreeingScene();
  return { change: ({ library }) => updateScene(library, scene.id, {}), expected: [] };
};

/** Both files of a scene count: Plex has the second one. */
const secondFile: Plant = (world) => {
  const scene = world.takeScene();
  const copy = world.addCopy(scene);
  return {
    change: async (stage) => {
      await stage.plexFinds(world.plexPath(copy), scene.facts);
    },
    expected: [
      { kind: "unmatched", reason: "no-match", sceneId: scene.id, path: world.plexPath(copy) },
    ],
    afterRepair: [],
  };
};

/** Scenes without an item, and what looks like it. */
export const stashSideSeeds: Readonly<Record<string, Plant>> = {
  "a folder of no section": elsewhere("outside-sections", (world) =>
    world.layout === "same folders" ? "/archive" : "/data/outside",
  ),
  "a folder that no rule knows": elsewhere("unmapped", () => "/archive"),
  "a file in the family's library": inFamily,
  "a file that Plex did not scan": notScanned,
  "a file that Plex cannot see": notThere,
  "a name like that of an episode": episodeLike("S01E02"),
  "a name like that of an episode, in small letters": episodeLike("s03e11"),
  "a scene that a setting keeps out": filteredAway(90_001),
  "a save that changes nothing": idleSave,
  "a scene whose second file Plex has": secondFile,
};
