import { describe, expect, it } from "@jest/globals";
import { updateScene } from "@stash2plex/simulators/library";

import { endStagesAfterEach } from "./end-stages.ts";
import { filledIn, type PushStage, saved, startPush } from "./push-stage.ts";
import { shownOf, wantedOf } from "./wanted-item.ts";

endStagesAfterEach();

/** A library of films by Plex's own agent. */
const start = (env: Readonly<Record<string, string>>): Promise<PushStage> =>
  startPush({
    ours: false,
    env,
    prepare: (library) => updateScene(library, 3, filledIn),
    fileOf: (id) => ({ guid: `plex://movie/${"0".repeat(23)}${id}`, title: "A Film of Plex" }),
  });

const edited = async (stage: PushStage): Promise<void> => {
  updateScene(stage.library, 3, { title: "The Otters' Summer" });
  await stage.ring(saved(3, "title"));
};

describe("a library of another agent", () => {
  it("is never touched without PLEX_SECTIONS, whatever else is set", async () => {
    const stage = await start({ PLEX_OTHER_AGENT: "adopt" });
    await edited(stage);
    await stage.eventually(stage.status, ({ done }) => done > 0);
    await stage.ask("/api/reconcile", {
      method: "POST",
      body: JSON.stringify({ scope: "all", dryRun: false }),
    });
    await stage.eventually(stage.status, ({ queue }) => queue.ready + queue.running === 0);
    expect(stage.pms.writes()).toEqual([]);
  });

  it("is left alone by default though it is named", async () => {
    const stage = await start({ PLEX_SECTIONS: "Films" });
    await edited(stage);
    await stage.eventually(stage.status, ({ done }) => done > 0);
    await stage.reconcile("all");
    expect(stage.pms.writes()).toEqual([]);
    const explained = await stage.ask("/api/scenes/3/explain");
    expect(explained.text).toContain("PLEX_OTHER_AGENT");
  });

  it("is edited in place by setting, and stays the other agent's", async () => {
    const stage = await start({ PLEX_SECTIONS: "Films", PLEX_OTHER_AGENT: "edit" });
    await edited(stage);
    const wanted = { ...wantedOf(stage.library, 3), scene: `${"0".repeat(23)}3` };
    await stage.eventually(
      () => shownOf(stage.itemOf(3)),
      (shown) => JSON.stringify(shown) === JSON.stringify(wanted),
    );
    await stage.quiet();
    expect(stage.itemOf(3).locked.has("title")).toBe(false);
    expect(stage.uploads(stage.itemOf(3), "poster")).toEqual({ count: 1, shown: true });
    stage.pms.resetRequests();
    await stage.reconcile("all");
    expect(stage.pms.writes()).toEqual([]);
  });

  it("is taken over item by item by setting", async () => {
    const stage = await start({ PLEX_SECTIONS: "Films", PLEX_OTHER_AGENT: "adopt" });
    await edited(stage);
    await stage.converges(3);
  });

  it("is adopted on request, after a dry run that writes nothing; what was watched stays watched", async () => {
    const stage = await start({ PLEX_SECTIONS: "Films" });
    const { pms } = stage;
    const { id } = stage.itemOf(3);
    pms.watch(id);
    pms.watch(id);
    const adopt = async (dryRun: boolean) => {
      const answer = await stage.ask("/api/adopt", {
        method: "POST",
        body: JSON.stringify({ section: "Films", dryRun }),
      });
      return (answer.json() as { job: { report: { counts: object } } }).job.report.counts;
    };
    expect(await adopt(true)).toEqual({ "would-match": 4 });
    expect(pms.writes()).toEqual([]);
    expect(await adopt(false)).toEqual({ matched: 4 });
    await stage.converges(3);
    expect(stage.itemOf(3)).toMatchObject({ id, viewCount: 2 });
    await stage.quiet();
    pms.resetRequests();
    expect(await adopt(false)).toEqual({});
    expect(pms.writes()).toEqual([]);
  });
});
