import { describe, expect, it } from "@jest/globals";
import { setCover, updateScene } from "@stash2plex/simulators/library";

import { endStagesAfterEach } from "./end-stages.ts";
import { filledIn, saved, startFilled, startPush } from "./push-stage.ts";

endStagesAfterEach();

const chosen = Buffer.from("a picture that a person chose");

describe("what a person did in Plex", () => {
  it("stays: a locked title, a tag by hand, a chosen poster; everything else follows Stash", async () => {
    const stage = await startFilled();
    const { library, pms } = stage;
    const { id, tags } = stage.itemOf(3);
    pms.setField(id, "title", "My Own Title");
    pms.setField(id, "genre", [...(tags.genre ?? []), "By hand"], false);
    pms.userSelectsPoster(id, chosen);
    updateScene(library, 3, { title: "The Otters' Summer", details: "New text.", tagIds: [2, 5] });
    setCover(library, 3, 5);
    await stage.ring(saved(3, "title", "details", "tag_ids"));
    await stage.eventually(
      () => stage.itemOf(3).fields.summary,
      (summary) => summary === "New text.",
    );
    await stage.quiet();
    const item = stage.itemOf(3);
    expect(item.fields.title).toBe("My Own Title");
    expect([...(item.tags.genre ?? [])].sort()).toEqual(["Animals", "By hand", "Weather"]);
    const poster = item.pictures.poster?.find(({ selected }) => selected);
    expect(poster?.ratingKey).toMatch(/^upload:/);
    expect(stage.uploads(item, "poster").count).toBe(2);
    expect(stage.uploads(item, "art")).toEqual({ count: 2, shown: true });
    pms.resetRequests();
    await stage.reconcile("all");
    expect(pms.writes()).toEqual([]);
  });

  it("is only added to with PRESERVE_EDITS", async () => {
    const stage = await startPush({
      env: { PRESERVE_EDITS: "on" },
      prepare: (library) => {
        updateScene(library, 1, { details: "" });
        updateScene(library, 3, filledIn);
      },
    });
    const { library } = stage;
    await stage.quiet();
    const before = stage.itemOf(3);
    updateScene(library, 3, { title: "The Otters' Summer", details: "", tagIds: [5] });
    updateScene(library, 1, { details: "What was empty is filled." });
    await stage.ring(saved(3, "title", "details", "tag_ids"), saved(1, "details"));
    await stage.eventually(
      () => stage.itemOf(1).fields.summary,
      (summary) => summary === "What was empty is filled.",
    );
    await stage.quiet();
    const { fields, tags, roles } = stage.itemOf(3);
    expect({ tags, roles }).toEqual({ tags: before.tags, roles: before.roles });
    expect(fields).toEqual(before.fields);
  });
});
