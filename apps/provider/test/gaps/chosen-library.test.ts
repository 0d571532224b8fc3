import { afterEach, expect, it } from "@jest/globals";
import { PROVIDER_IDENTIFIER } from "@stash2plex/shared/plex";

import { closeGapStages, startGapStage, writing } from "./gap-stage.ts";
import { GapWorld } from "./gap-world.ts";
import { expectedLines, reportedLines } from "./seed.ts";

afterEach(async () => {
  expect(await closeGapStages()).toEqual([]);
});

it("a chosen library of another agent is compared, and left alone by a repair unless a setting says otherwise", async () => {
  const world = new GapWorld({ seed: 41, scenes: 30, layout: "path rules" });
  const scenes = [1, 2, 3].map((turn) => {
    const scene = world.takeScene(`/family/Chosen ${turn}/${world.fresh().title}.mp4`);
    const guid = turn === 3 ? {} : { guid: `plex://movie/${String(turn).padStart(24, "0")}` };
    world.putItem(world.plexPath(scene.path), { ...scene.facts, ...guid });
    return scene;
  });
  const stage = await startGapStage(world, {
    env: { PLEX_SECTIONS: "Films, More Films, Copies, Unruled, Family" },
  });
  await stage.look();
  await stage.rest();
  const wanted = expectedLines(
    scenes.map(({ id, path }, at) => ({
      kind: "unmatched",
      reason: at === 2 ? "no-match" : "other-agent",
      sceneId: id,
      path: world.plexPath(path),
    })),
  );
  expect(reportedLines(await stage.compared())).toEqual(wanted);
  const repair = async () => {
    const answer = await stage.ask("/api/gaps/repair", {
      method: "POST",
      body: JSON.stringify({ all: true, dryRun: false }),
    });
    await stage.rest();
    return answer.text;
  };
  stage.pms.resetRequests();
  expect(await repair()).toContain("PLEX_OTHER_AGENT");
  expect(stage.pms.writes()).toEqual([]);
  expect(reportedLines(await stage.compared())).toEqual(wanted);

  await stage.again({ ...writing, PLEX_OTHER_AGENT: "adopt" });
  await repair();
  await stage.look();
  await stage.rest();
  expect(reportedLines(await stage.compared())).toEqual([]);
  const guids = scenes.map(({ path }) => stage.pms.itemOfFile(world.plexPath(path)).guid);
  expect(guids.every((guid) => guid.startsWith(PROVIDER_IDENTIFIER))).toBe(true);
}, 120_000);
