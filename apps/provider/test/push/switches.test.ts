import { describe, expect, it } from "@jest/globals";
import { updateScene } from "@stash2plex/simulators/library";

import { endStagesAfterEach } from "./end-stages.ts";
import { saved, startFilled } from "./push-stage.ts";

endStagesAfterEach();

describe("switches for more of what Stash knows", () => {
  it("bring labels, the date of adding and the rating, and take them away again", async () => {
    const stage = await startFilled({
      env: {
        LABEL_TAGS: "Animals, Water",
        LABEL_ORGANIZED: "Checked",
        ADDED_AT: "stash",
        RATING: "user",
      },
      prepare: (library) => updateScene(library, 3, { organized: true, rating100: 84 }),
    });
    const { library, pms } = stage;
    await stage.quiet();
    const labels = (): readonly string[] => [...(stage.itemOf(3).tags.label ?? [])].sort();
    const { addedAt, fields } = stage.itemOf(3);
    expect(labels()).toEqual(["Animals", "Checked", "Water"]);
    expect(addedAt).toBe(Math.floor(Date.parse(library.scene(3)?.createdAt ?? "") / 1_000));
    expect(fields.userRating).toBe("8.4");
    updateScene(library, 3, { organized: false, rating100: null, tagIds: [1, 4] });
    await stage.ring(saved(3, "organized", "rating100", "tag_ids"));
    await stage.eventually(labels, (now) => now.join() === "Water");
    await stage.eventually(
      () => stage.itemOf(3).fields.userRating,
      (rating) => rating === undefined,
    );
    await stage.quiet();
    pms.resetRequests();
    await stage.reconcile("all");
    expect(pms.writes()).toEqual([]);
  });

  it("keep what Plex has of a field that is not brought", async () => {
    const stage = await startFilled({ env: { SYNC_FIELDS: "title, genres" } });
    updateScene(stage.library, 3, { title: "Only this", details: "Never this." });
    await stage.ring(saved(3, "title", "details"));
    await stage.eventually(
      () => stage.itemOf(3).fields.title,
      (title) => title === "Only this",
    );
    await stage.quiet();
    expect(stage.itemOf(3).fields.summary).not.toBe("Never this.");
    expect(stage.uploads(stage.itemOf(3), "poster").count).toBe(0);
  });

  it("leave alone what has nothing to say, or is not organized when that is asked for", async () => {
    const stage = await startFilled({
      env: { REQUIRE_ORGANIZED: "on" },
      prepare: (library) => {
        updateScene(library, 3, { organized: true });
        updateScene(library, 4, { title: "Not yet", organized: false });
      },
    });
    await stage.quiet();
    expect(stage.itemOf(4).fields.title).not.toBe("Not yet");
    updateScene(stage.library, 4, { title: "Now", organized: true });
    await stage.ring(saved(4, "organized"));
    await stage.converges(4);
  });
});
