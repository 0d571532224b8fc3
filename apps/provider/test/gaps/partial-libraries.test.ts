import { afterEach, expect, it } from "@jest/globals";

import { closeGapStages, startGapStage, watching } from "./gap-stage.ts";
import { excludedTag } from "./seeds-plex-side.ts";
import { type ExpectedGap, expectedLines, reportedLines } from "./seed.ts";
import { bringApart, gapsOf, seedLibraries } from "./seeded-libraries.ts";

afterEach(async () => {
  expect(await closeGapStages()).toEqual([]);
});

it("what is partial on purpose is not compared: kinds, sections, folders, tags; and is again without the setting", async () => {
  const { world, seeds } = seedLibraries({
    seed: 31,
    scenes: 150,
    layout: "path rules",
    least: 1,
    most: 2,
  });
  const bonusTag = { id: 90_002, name: "Bonus Reel" };
  const model = world.library.tags.get(1);
  if (model !== undefined) world.library.tags.set(bonusTag.id, { ...model, ...bonusTag });
  const [tagged, inFolder] = [
    world.takeScene(undefined, { tagIds: [bonusTag.id] }),
    world.takeScene("/data/media/Kept Apart/Willow Canyon 77.mp4"),
  ];
  const inPlexFolder = world.plexPath("/data/media/Also Apart/Ember Prairie 78.mp4");
  world.putItem(inPlexFolder);
  const inMore = world.plexPath("/data/more/Only Here/Saffron Tundra 79.mp4");
  world.putItem(inMore);
  const notScanned = (scene: { id: number; path: string }): ExpectedGap => ({
    kind: "stash-only",
    reason: "not-scanned",
    sceneId: scene.id,
    path: scene.path,
  });
  const notInStash = (path: string): ExpectedGap => ({
    kind: "plex-only",
    reason: "not-in-stash",
    sceneId: null,
    path,
  });
  const all = [
    ...gapsOf(seeds),
    notScanned(tagged),
    notScanned(inFolder),
    notInStash(inPlexFolder),
    notInStash(inMore),
  ];
  const env = { EXCLUDE_TAGS: excludedTag.name };
  const stage = await startGapStage(world, { env });
  await bringApart(stage, seeds);
  expect(reportedLines(await stage.compared())).toEqual(expectedLines(all));

  const without = async (
    changed: Readonly<Record<string, string>>,
    isLeft: (gap: ExpectedGap) => boolean,
  ): Promise<void> => {
    await stage.again({ ...watching, ...changed });
    const wanted = expectedLines(all.filter(isLeft));
    expect(wanted.length).toBeLessThan(all.length);
    expect(reportedLines(await stage.compared())).toEqual(wanted);
  };
  await without(
    { GAPS_EXCLUDE_KINDS: "stash-only, duplicate" },
    ({ kind }) => kind !== "stash-only" && kind !== "duplicate",
  );
  await without(
    { GAPS_EXCLUDE_FOLDERS: "/data/media/Kept Apart" },
    ({ path }) => path !== inFolder.path,
  );
  await without(
    { GAPS_EXCLUDE_FOLDERS: world.plexFolder("media") + "/Also Apart/" },
    ({ path }) => path !== inPlexFolder,
  );
  await without({ GAPS_EXCLUDE_TAGS: "bonus reel" }, ({ path }) => path !== tagged.path);
  await without(
    { GAPS_EXCLUDE_SECTIONS: "Unruled" },
    ({ kind, path }) =>
      kind === "stash-only" || !path.startsWith(`${world.plexFolder("unruled")}/`),
  );
  await stage.again(watching);
  expect(reportedLines(await stage.compared())).toEqual(expectedLines(all));
}, 180_000);
