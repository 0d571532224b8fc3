import { afterEach, describe, expect, it } from "@jest/globals";
import { addScene, updateScene } from "@stash2plex/simulators/library";

import { startRunning } from "../running-provider.ts";
import { closeGapStages, eventually, type GapStage, startGapStage } from "./gap-stage.ts";
import { GapWorld, guidOfScene, type Layout } from "./gap-world.ts";
import { expectedLines, reportedLines } from "./seed.ts";

afterEach(async () => {
  expect(await closeGapStages()).toEqual([]);
});

const longMs = 60_000;
const newcomer = "/data/media/Newcomers/Willow of the Valley 2024.mp4";
const layouts: readonly Layout[] = ["same folders", "path rules", "other mounts"];

const start = async (layout: Layout, prepare?: (world: GapWorld) => void): Promise<GapStage> => {
  const world = new GapWorld({ seed: 11, scenes: 30, layout });
  prepare?.(world);
  const stage = await startGapStage(world);
  await stage.look();
  await stage.rest();
  return stage;
};

const missing = (path: string) =>
  expectedLines([{ kind: "plex-only", reason: "not-in-stash", sceneId: null, path }]);

const lines = async (stage: GapStage) => reportedLines(await stage.gaps());
const sameAs = (wanted: readonly string[]) => (found: readonly string[]) =>
  found.join() === wanted.join();

describe("a file that Plex asks about", () => {
  it.each(layouts)(
    "before Stash knows it is a gap at once, and is matched when Stash learns it, with %s",
    async (layout) => {
      const stage = await start(layout);
      const { pms, world, library } = stage;
      const path = world.plexPath(newcomer);
      await stage.plexFinds(path);
      await stage.eventually(() => lines(stage), sameAs(missing(path)));
      const [before] = await stage.gaps();
      const [after] = await stage.compared();
      expect(after).toMatchObject({ id: before?.id, firstSeen: before?.firstSeen });
      expect(await lines(stage)).toEqual(missing(path));

      const id = addScene(library, newcomer, "00c0ffee00c0ffee");
      await stage.eventually(
        () => pms.itemOfFile(path).guid,
        (guid) => guid === guidOfScene(id),
      );
      await stage.eventually(() => lines(stage), sameAs([]));
      const closed = await stage.gaps("closed");
      expect(reportedLines(closed)).toEqual(missing(path));
      expect(closed[0]?.closedAt).not.toBeNull();
      expect(await stage.compared()).toEqual([]);
    },
    longMs,
  );

  it("while Stash is away is no gap of Stash's, and is matched when Stash is back", async () => {
    const stage = await start("path rules");
    const { pms, world, library, stash } = stage;
    const path = world.plexPath(newcomer);
    await stash.pause();
    const id = addScene(library, newcomer, "00c0ffee00c0ffee");
    await stage.plexFinds(path);
    expect(pms.itemOfFile(path).problem).not.toBeNull();
    expect(await lines(stage)).toEqual([]);
    await stash.resume();
    await stage.eventually(
      () => pms.itemOfFile(path).guid,
      (guid) => guid === guidOfScene(id),
    );
    await stage.rest();
    expect(await stage.compared()).toEqual([]);
  }, 60_000);

  it("and that fits two scenes says so at once", async () => {
    const paths: string[] = [];
    const stage = await start("path rules", (world) => {
      for (const root of ["media", "more"]) {
        world.agreeingScene(`/data/${root}/Twofold/Granite Harbour 1990.mp4`);
      }
      paths.push(`${world.plexFolder("copies")}/Twofold/Granite Harbour 1990.mp4`);
    });
    const [path = ""] = paths;
    await stage.plexFinds(path);
    const wanted = expectedLines([{ kind: "plex-only", reason: "ambiguous", sceneId: null, path }]);
    await stage.eventually(() => lines(stage), sameAs(wanted));
    expect(reportedLines(await stage.compared())).toEqual(wanted);
    await stage.plexLoses(path);
    // The loss of a whole library is believed when it is seen twice.
    await stage.compared();
    expect(await stage.compared()).toEqual([]);
  }, 60_000);

  it("and whose name Stash gives to another file is corrected with the file", async () => {
    const stage = await start("same folders");
    const { world, library, pms } = stage;
    const path = world.plexPath(newcomer);
    await stage.plexFinds(path);
    await stage.eventually(() => lines(stage), sameAs(missing(path)));
    await stage.plexLoses(path);
    await stage.compared();
    expect(await lines(stage)).toEqual([]);
    const id = addScene(library, newcomer, "00c0ffee00c0ffee");
    updateScene(library, id, { title: "The Willow" });
    await stage.look();
    expect(reportedLines(await stage.compared())).toEqual(
      expectedLines([{ kind: "stash-only", reason: "not-scanned", sceneId: id, path: newcomer }]),
    );
    await stage.plexFinds(path);
    await stage.rest();
    expect(pms.itemOfFile(path).guid).toBe(guidOfScene(id));
    expect(await stage.compared()).toEqual([]);
  }, 60_000);
});

describe("without a Plex that could be called", () => {
  it("gaps come from what Plex asks, and a comparison is refused with a sentence", async () => {
    const running = await startRunning({ scenes: 20, env: { FOLLOW_INTERVAL: "5s" } });
    try {
      await running.until(({ phase }) => phase === "ready");
      const filename = "Newcomers/Willow of the Valley 2024.mp4";
      const asks = () =>
        running.ask("/library/metadata/matches", {
          method: "POST",
          body: JSON.stringify({ type: 1, filename }),
        });
      await asks();
      const open = async () =>
        (
          (await running.ask("/api/gaps")).json() as {
            gaps: { kind: string; reason: string; plexPath: string }[];
          }
        ).gaps;
      const [gap] = await eventually(open, ({ length }) => length > 0);
      expect(gap).toMatchObject({ kind: "plex-only", reason: "not-in-stash" });
      expect(gap?.plexPath).toContain(filename);
      const summary = (await running.ask("/api/gaps/summary")).json() as { problem: string | null };
      expect(summary.problem).toContain("PLEX_URL");
      addScene(running.library, `/data/media/${filename}`, "00c0ffee00c0ffee");
      await running.provider.mirror.follow();
      await asks();
      await eventually(open, ({ length }) => length === 0);
    } finally {
      await running.close();
    }
  });
});
