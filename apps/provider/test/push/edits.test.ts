import { describe, expect, it } from "@jest/globals";
import { rename, setCover, updateScene } from "@stash2plex/simulators/library";

import { endStagesAfterEach } from "./end-stages.ts";
import { filledIn, saved, startFilled } from "./push-stage.ts";
import { shownOf } from "./wanted-item.ts";

endStagesAfterEach();

describe("a library that Plex has and Stash knows", () => {
  it("is filled whole, and then no run, pass or start writes again", async () => {
    const stage = await startFilled();
    const { pms, library } = stage;
    for (const { id } of library.scenes()) await stage.converges(id);
    expect(stage.itemOf(3).tags.genre).toHaveLength(4);
    for (const kind of ["poster", "art"] as const) {
      expect(stage.uploads(stage.itemOf(3), kind)).toEqual({ count: 1, shown: true });
    }
    await stage.ring(saved(3, "title"));
    await stage.reconcile("all");
    await stage.stopProvider();
    await stage.restart();
    await stage.quiet();
    await stage.reconcile("all");
    expect(pms.writes()).toEqual([]);
  });
});

describe("an edit in Stash", () => {
  it("reaches Plex after the plugin's word: new texts, more and fewer tags, another cover", async () => {
    const stage = await startFilled();
    const { library, pms } = stage;
    updateScene(library, 3, {
      title: "The Otters' Summer",
      details: "Shorter now.",
      date: "2022-07",
      studioId: 4,
      tagIds: [2, 5, 6],
      performerIds: [3, 4],
      groups: [{ groupId: 2, sceneIndex: 1 }],
      director: "Ines Vale",
    });
    setCover(library, 3, 5);
    await stage.ring(saved(3, "title", "details", "tag_ids", "cover_image"));
    await stage.converges(3);
    await stage.eventually(
      () => stage.uploads(stage.itemOf(3), "poster"),
      ({ count, shown }) => count === 2 && shown,
    );
    await stage.quiet();
    const changed = new Set(
      pms.writes().flatMap(({ path }) => /metadata\/(\d+)/.exec(path)?.[1] ?? []),
    );
    expect([...changed]).toEqual([String(stage.itemOf(3).id)]);
    pms.resetRequests();
    await stage.ring(saved(3, "title"));
    await stage.reconcile("all");
    expect(pms.writes()).toEqual([]);
  });

  it("that empties the form empties the item, and leaves it a title", async () => {
    const stage = await startFilled();
    const { library } = stage;
    updateScene(library, 3, {
      details: "", date: null, director: "", studioId: null, performerIds: [], tagIds: [], groups: [],
    }); // prettier-ignore
    await stage.ring(saved(3, "details", "date", "tag_ids"));
    await stage.converges(3);
    expect(shownOf(stage.itemOf(3))).toMatchObject({ title: filledIn.title, genres: [], cast: [] });
  });

  it("reaches Plex by HTTP", async () => {
    const stage = await startFilled({ env: { DOORBELL: "off" } });
    updateScene(stage.library, 3, { title: "Told by HTTP", tagIds: [7] });
    const answer = await stage.ask("/api/events", {
      method: "POST",
      body: JSON.stringify(saved(3, "title", "tag_ids")),
    });
    expect(answer.status).toBe(202);
    await stage.converges(3);
  });
});

describe("an edit of what scenes share", () => {
  const objects = [
    ["performers", 2, "Performer"],
    ["tags", 3, "Tag"],
    ["studios", 2, "Studio"],
    ["groups", 1, "Group"],
  ] as const;

  it("reaches its items after an event", async () => {
    const stage = await startFilled({ env: { FOLLOW_INTERVAL: "1h" } });
    for (const [kind, id, object] of objects) {
      rename(stage.library, kind, id, `New name of the ${kind}`);
      await stage.ring({ type: `${object}.Update.Post`, id, fields: ["id", "name"] });
      await stage.converges(3);
    }
  });

  it("reaches its items though nobody rings, and so does one of a scene", async () => {
    const stage = await startFilled({ env: { DOORBELL: "off" } });
    updateScene(stage.library, 3, { title: "Found by a poll", performerIds: [2, 5] });
    for (const [kind, id] of objects) rename(stage.library, kind, id, `New name of the ${kind}`);
    await stage.converges(3);
  });
});
