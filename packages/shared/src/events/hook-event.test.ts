import { readFile } from "node:fs/promises";

import { describe, expect, it } from "@jest/globals";
import * as z from "zod";

import { eventOfHook } from "./hook-event.ts";

const versions = ["v0.25.1", "v0.28.1", "v0.30.1", "latest_develop"] as const;
const recordings = z.record(
  z.string(),
  z.array(z.object({ id: z.number(), type: z.string() }).loose()),
);

const read = async (name: string): Promise<unknown> =>
  JSON.parse(
    await readFile(new URL(`fixtures/hook-contexts/${name}.json`, import.meta.url), "utf8"),
  );

/** As one line, because Stash gives the names in random order: `Scene.Update.Post 1 id,title`. */
const lineOf = (context: unknown): string => {
  const event = eventOfHook(context);
  if (event === null) return "none";
  return [event.type, event.id, ...(event.fields ? [event.fields.toSorted().join()] : [])].join(
    " ",
  );
};

describe.each(versions)("hooks of Stash %s", (version) => {
  it("all give their event; those of markers and galleries give none", async () => {
    const all = Object.values(recordings.parse(await read(version))).flat();
    expect(all.length).toBeGreaterThan(50);
    for (const context of all) {
      const event = eventOfHook(context);
      if (/^(?:SceneMarker|Gallery)\./.test(context.type)) expect(event).toBeNull();
      else expect(event).toMatchObject({ type: context.type, id: context.id });
    }
  });
});

describe("what a recorded hook says", () => {
  it.each([
    ["scene-create-by-scan", ["Scene.Create.Post 22"]],
    ["scan-renamed-file", ["Scene.Update.Post 22"]],
    ["scan-rescan", ["Scene.Update.Post 22", "Scene.Update.Post 23", "Scene.Update.Post 22"]],
    ["scene-update-one-field", ["Scene.Update.Post 1 id,title"]],
    ["scene-update-same-value", ["Scene.Update.Post 1 id,title"]],
    ["scene-update-id-only", ["Scene.Update.Post 1 id"]],
    ["scene-update-inline-literals", ["Scene.Update.Post 4 details,id,title"]],
    ["scene-update-cover", ["Scene.Update.Post 3 cover_image,id"]],
    [
      "two-aliases-in-one-document",
      ["Scene.Update.Post 4 id,title", "Scene.Update.Post 5 details,id"],
    ],
    [
      "scenes-update-array",
      [
        "Scene.Update.Post 4 id,title",
        "Scene.Update.Post 5 details,id,rating100",
        "Scene.Update.Post 6 id,organized",
      ],
    ],
    ["scene-update-bulk", [4, 5, 6].map((id) => `Scene.Update.Post ${id} ids,studio_id,tag_ids`)],
    [
      "identify",
      [43, 42].map(
        (id) =>
          `Scene.Update.Post ${id} cover_image,date,details,organized,performer_ids,tag_ids,title`,
      ),
    ],
    ["clean-removed-file", ["Scene.Destroy.Post 23"]],
    ["scenes-destroy-with-file", ["Scene.Destroy.Post 12", "Scene.Destroy.Post 21"]],
    ["performers-destroy", ["Performer.Destroy.Post 2"]],
    ["performer-update", ["Performer.Update.Post 1 id,name"]],
    ["tags-merge", ["Tag.Merge.Post 1"]],
    ["group-update", ["Group.Update.Post 1 id,name", "Movie.Update.Post 1 id,name"]],
    ["marker-destroy", ["none"]],
    ["scene-merge", []],
  ])("%s", async (name, lines) => {
    const all = recordings.parse(await read("v0.30.1"));
    expect(all[name]?.map(lineOf)).toEqual(lines);
  });

  it("is the same for an embedded script, where an absent list is an empty one", async () => {
    const contexts = z.array(z.unknown()).parse(await read("embedded"));
    expect(contexts.map(lineOf)).toEqual([
      "Scene.Update.Post 1 id,title",
      "Scene.Update.Post 1 details,id,performer_ids",
      "Scene.Update.Post 1 ids,rating100",
      "Scene.Update.Post 2 ids,rating100",
      "Scene.Create.Post 45",
      "Scene.Destroy.Post 45",
    ]);
  });
});

describe("L12: null keys of a partial update say nothing", () => {
  it("only what was sent is told, a cleared list too", async () => {
    const all = recordings.parse(await read("v0.30.1"));
    expect(all["scene-update-nulls"]?.map(lineOf)).toEqual([
      "Scene.Update.Post 2 id,performer_ids,studio_id,title",
    ]);
    expect(all["scene-update-bulk-null"]?.map(lineOf)).toEqual([
      "Scene.Update.Post 1 ids,studio_id",
      "Scene.Update.Post 2 ids,studio_id",
    ]);
  });

  it("no value of the input is in the event", async () => {
    const all = recordings.parse(await read("v0.30.1"));
    const event = eventOfHook(all["scene-update-many-fields"]?.[0]);
    expect(Object.keys(event ?? {})).toEqual(["type", "id", "fields"]);
  });
});

describe("what is no hook", () => {
  it.each([
    [undefined],
    [null],
    ["text"],
    [[]],
    [{}],
    [{ id: 1 }],
    [{ type: "Scene.Update.Post" }],
    [{ id: 0, type: "Scene.Update.Post" }],
    [{ id: 1, type: "scene.update.post" }],
  ])("%j gives none", (context) => {
    expect(eventOfHook(context)).toBeNull();
  });
});
