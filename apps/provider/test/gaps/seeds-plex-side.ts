import { addScene, updateScene } from "@stash2plex/simulators/library";

import type { GapStage } from "./gap-stage.ts";
import { guidOfScene, type GapWorld } from "./gap-world.ts";
import type { Plant } from "./seed.ts";

/** Name of the tag that the settings of the stage exclude. */
export const excludedTag = { id: 90_001, name: "Private Cellar" } as const;

/** An invented file of the section of films, as both sides would see it. */
const newFile = (world: GapWorld): { readonly stash: string; readonly plex: string } => {
  const { folder, title } = world.fresh();
  const stash = `/data/media/${folder}/${title}.mp4`;
  return { stash, plex: world.plexPath(stash) };
};

let lastHash = 0;
const newHash = (): string => {
  lastHash += 1;
  return `fade${lastHash.toString(16).padStart(12, "0")}`;
};

/** Stash scans a new file, and somebody fills it in. */
const learns = ({ library, world }: GapStage, path: string): number => {
  const id = addScene(library, path, newHash());
  updateScene(library, id, { title: world.fresh().title });
  return id;
};

const notInStash =
  (guid?: string): Plant =>
  (world) => {
    const { stash, plex } = newFile(world);
    world.putItem(plex, guid === undefined ? {} : { guid });
    return {
      expected: [{ kind: "plex-only", reason: "not-in-stash", sceneId: null, path: plex }],
      byHand: async (stage) => {
        if (guid === undefined) learns(stage, stash);
        else await stage.plexLoses(plex);
      },
    };
  };

/** A percent sign that means nothing to Stash's look-up, as nothing there is alike. */
const percentAlone: Plant = (world) => {
  const { folder, title } = world.fresh();
  const stash = `/data/media/${folder}/Forty% of ${title}.mp4`;
  const plex = world.plexPath(stash);
  world.putItem(plex);
  return {
    expected: [{ kind: "plex-only", reason: "not-in-stash", sceneId: null, path: plex }],
    byHand: (stage) => void learns(stage, stash),
  };
};

/** A folder that no rule knows on either side; the names say too little to be matched without one. */
const unmapped: Plant = (world) => {
  const { folder } = world.fresh();
  const scene = world.takeScene(`/data/vault/Crate of ${folder}/Clip 17.mp4`);
  const plexFolder = `${world.plexFolder("unruled")}/Box of ${folder}`;
  const path = `${plexFolder}/Clip 17.mp4`;
  world.putItem(path);
  return {
    expected: [
      { kind: "plex-only", reason: "unmapped", sceneId: null, path },
      { kind: "stash-only", reason: "unmapped", sceneId: scene.id, path: scene.path },
    ],
    rule: [plexFolder, `/data/vault/Crate of ${folder}`],
  };
};

/** Two scenes fit a copy equally well; both have items of their own. */
const ambiguousCopy: Plant = (world) => {
  const { folder, title } = world.fresh();
  for (const root of ["media", "more"]) world.agreeingScene(`/data/${root}/${folder}/${title}.mp4`);
  const path = `${world.plexFolder("copies")}/${folder}/${title}.mp4`;
  return {
    change: (stage) => stage.plexFinds(path),
    expected: [{ kind: "plex-only", reason: "ambiguous", sceneId: null, path }],
    byHand: (stage) => stage.plexLoses(path),
  };
};

/** Two scenes fit the only item: neither is missed beside that. */
const ambiguousOriginal: Plant = (world) => {
  const { folder, title } = world.fresh();
  const scenes = ["media", "more"].map((root) =>
    world.takeScene(`/data/${root}/${folder}/${title}.mp4`),
  );
  const [first, second] = scenes;
  if (first === undefined || second === undefined) throw new Error("Two scenes are needed.");
  const path = `${world.plexFolder("copies")}/${folder}/${title}.mp4`;
  return {
    change: (stage) => stage.plexFinds(path),
    expected: [{ kind: "plex-only", reason: "ambiguous", sceneId: null, path }],
    byHand: async (stage) => {
      await stage.plexLoses(path);
      for (const { path: own, facts } of scenes) {
        await stage.plexFinds(world.plexPath(own), facts);
        await stage.fixMatch(
          world.plexPath(own),
          guidOfScene(own === first.path ? first.id : second.id),
        );
      }
    },
  };
};

const filtered: Plant = (world) => {
  const scene = world.takeScene(undefined, { tagIds: [excludedTag.id] });
  const path = world.plexPath(scene.path);
  return {
    change: (stage) => stage.plexFinds(path, scene.facts),
    expected: [{ kind: "plex-only", reason: "filtered", sceneId: scene.id, path }],
    byHand: ({ library }) => updateScene(library, scene.id, { tagIds: [] }),
  };
};

/** A file beside another that Stash cannot tell from it. */
const twin =
  (
    reason: "wildcard-twin" | "case-twin",
    names: (title: string) => readonly [string, string],
  ): Plant =>
  (world) => {
    const { folder, title } = world.fresh();
    const [known, missing] = names(title);
    const scene = world.agreeingScene(`/data/media/${folder}/${known}`);
    const path = world.plexPath(`/data/media/${folder}/${missing}`);
    const renamed = `/data/media/${folder}/Another of ${world.fresh().title}.mp4`;
    return {
      change: (stage) => stage.plexFinds(path),
      expected: [{ kind: "plex-only", reason, sceneId: scene.id, path }],
      byHand: async (stage) => {
        await stage.plexLoses(path);
        learns(stage, renamed);
        await stage.look();
        await stage.plexFinds(world.plexPath(renamed));
      },
    };
  };

/** Parts of Plex without a scene, by what makes them. */
export const plexSideSeeds: Readonly<Record<string, Plant>> = {
  "a file that Stash does not have": notInStash(),
  "a file that Stash does not have, of another agent": notInStash(
    "plex://movie/0123456789abcdef01234567",
  ),
  "a percent sign without a look-alike": percentAlone,
  "a folder without a path rule": unmapped,
  "a copy that two scenes fit": ambiguousCopy,
  "the only item of two scenes": ambiguousOriginal,
  "a scene that a setting keeps out": filtered,
  "a percent sign with a look-alike": twin("wildcard-twin", (title) => [
    `100 percent ${title}.mp4`,
    `100% ${title}.mp4`,
  ]),
  "an asterisk with a look-alike": twin("wildcard-twin", (title) => [
    `Take two ${title}.mp4`,
    `Take*${title}.mp4`,
  ]),
  "another case of the same name": twin("case-twin", (title) => [
    `${title}.mp4`,
    `${title.charAt(0).toLowerCase()}${title.slice(1)}.mp4`,
  ]),
};
