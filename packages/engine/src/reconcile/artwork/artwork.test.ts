import { createHash } from "node:crypto";

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { policyOf } from "../../../test/plan-fixture.ts";
import { createReconcileScene } from "../reconcile-scene.ts";
import { createReconcileFixture, type ReconcileFixture } from "../../../test/reconcile-fixture.ts";

const sha1 = (text: string): string => createHash("sha1").update(text).digest("hex");
const posterKey = (text: string): string => `upload://posters/${sha1(text)}`;

describe("pictures of an item", () => {
  let f: ReconcileFixture;
  let sceneId = 0;
  let itemId = 0;

  const uploads = (): number => f.pms.callsOf("uploadArt").length;
  /** The cover has another version, as after a save of the scene. */
  const save = (version: string): void => {
    f.base.stash.editScene(sceneId, { coverVersion: version });
  };
  const lockedFields = (): string[] => [...f.item(itemId).locked].toSorted();

  beforeEach(async () => {
    f = createReconcileFixture();
    f.settings.policy = policyOf({ artwork: "always" });
    f.pictures.set("scene-poster", Buffer.from("lake"));
    ({ sceneId, itemId } = f.addPair({ details: "Water." }));
    await f.sync();
    await f.passing(f.pms.client.refresh(itemId));
    await f.passing(f.plex.fullPass());
    f.pms.calls.length = 0;
  });
  afterEach(async () => {
    await f.dispose();
  });

  it("are uploaded once; what Stash does not have is left out", async () => {
    await f.run(sceneId);
    expect(f.selected(itemId, "poster")).toBe(posterKey("lake"));
    expect(uploads()).toBe(1);
    expect(lockedFields()).toEqual(["thumb"]);
  });

  it("are not asked for again while their source is the same", async () => {
    f.pictures.set("scene-background", Buffer.from("wide"));
    await f.run(sceneId);
    f.askedPictures.length = 0;
    f.pms.calls.length = 0;
    await f.run(sceneId);
    expect(f.pms.calls.map(({ name }) => name)).toEqual(["items"]);
    expect(f.askedPictures).toEqual([]);
  });

  it("with the same bytes under a new version are neither uploaded nor selected again", async () => {
    await f.run(sceneId);
    f.writes();
    save("2");
    await f.run(sceneId);
    expect(f.writes()).toEqual([]);
    f.askedPictures.length = 0;
    await f.run(sceneId);
    expect(f.askedPictures).not.toContain(`scene-poster ${sceneId}`);
  });

  it("with other bytes replace ours through the lock that the upload left", async () => {
    await f.run(sceneId);
    f.pictures.set("scene-poster", Buffer.from("lake at dusk"));
    save("2");
    await f.run(sceneId);
    expect(f.selected(itemId, "poster")).toBe(posterKey("lake at dusk"));
    expect(uploads()).toBe(2);
  });

  it("that were uploaded before are selected, not uploaded again", async () => {
    await f.run(sceneId);
    f.pictures.set("scene-poster", Buffer.from("lake at dusk"));
    save("2");
    await f.run(sceneId);
    f.pictures.set("scene-poster", Buffer.from("lake"));
    save("3");
    f.writes();
    await f.run(sceneId);
    expect(f.writes()).toEqual(["selectArt"]);
    expect(f.selected(itemId, "poster")).toBe(posterKey("lake"));
  });

  it("that lie in the picker already are only recorded", async () => {
    await f.passing(f.pms.client.uploadArt(itemId, "poster", Buffer.from("lake")));
    f.writes();
    await f.run(sceneId);
    expect(f.writes()).toEqual([]);
    f.pms.calls.length = 0;
    f.askedPictures.length = 0;
    await f.run(sceneId);
    expect(f.askedPictures).not.toContain(`scene-poster ${sceneId}`);
  });

  describe("chosen by the user are left alone", () => {
    it("when another one is selected", async () => {
      await f.run(sceneId);
      f.pms.artwork.offer(itemId, "poster", "metadata://posters/frame");
      await f.passing(f.pms.client.selectArt(itemId, "poster", "metadata://posters/frame"));
      f.pictures.set("scene-poster", Buffer.from("lake at dusk"));
      save("2");
      f.writes();
      await f.run(sceneId);
      expect(f.writes()).toEqual([]);
      expect(f.selected(itemId, "poster")).toBe("metadata://posters/frame");
    });

    it("when one was uploaded by hand, even unlocked", async () => {
      f.pms.artworkLocks = false;
      await f.passing(f.pms.client.uploadArt(itemId, "poster", Buffer.from("by hand")));
      f.writes();
      await f.run(sceneId);
      expect(f.writes()).toEqual([]);
      expect(f.selected(itemId, "poster")).toBe(posterKey("by hand"));
    });
  });

  it("an agent's picture, selected by no one, gives way", async () => {
    f.pms.artwork.offer(itemId, "poster", "metadata://posters/frame");
    f.pms.artwork.select(itemId, "poster", "metadata://posters/frame");
    await f.run(sceneId);
    expect(f.selected(itemId, "poster")).toBe(posterKey("lake"));
  });

  it("that a refresh replaced, unlocked, are selected again without an upload", async () => {
    f.pms.artworkLocks = false;
    await f.run(sceneId);
    const refresh = f.pms.onRefresh;
    f.pms.onRefresh = (item) => ({ ...refresh(item), poster: "metadata://posters/frame" });
    f.base.stash.editScene(sceneId, { title: "A Longer Walk" });
    await f.run(sceneId);
    expect(f.selected(itemId, "poster")).toBe(posterKey("lake"));
    expect(uploads()).toBe(1);
  });

  describe("ARTWORK_LOCK", () => {
    it("never: unlocks after the upload, and says so only once", async () => {
      f.settings.policy = policyOf({ artwork: "always", artworkLock: "never" });
      await f.run(sceneId);
      expect(f.writes()).toEqual(["uploadArt", "setLocks"]);
      expect(lockedFields()).toEqual([]);
      await f.run(sceneId);
      expect(f.writes()).toEqual([]);
    });

    it("always: locks where PMS did not", async () => {
      f.pms.artworkLocks = false;
      f.settings.policy = policyOf({ artwork: "always", artworkLock: "always" });
      await f.run(sceneId);
      expect(f.writes()).toEqual(["uploadArt", "setLocks"]);
      expect(lockedFields()).toEqual(["thumb"]);
      await f.run(sceneId);
      expect(f.writes()).toEqual([]);
    });

    it("auto: says nothing about locks", async () => {
      f.pms.artworkLocks = false;
      await f.run(sceneId);
      expect(f.writes()).toEqual(["uploadArt"]);
      expect(lockedFields()).toEqual([]);
    });
  });

  it("a source that fails now is tried again later; the texts are there already", async () => {
    const artwork = {
      pipeline: "p1",
      bytes: () => Promise.reject(new Error("Stash did not send the picture.")),
    };
    f.base.stash.editScene(sceneId, { title: "A Longer Walk" });
    const run = createReconcileScene({ ...f.deps, artwork });
    expect(await f.passing(run(f.work(sceneId)))).toEqual({
      kind: "failed",
      errorClass: "temporary",
      error: "Stash did not send the picture.",
      ownFault: true,
    });
    expect(f.item(itemId).title).toBe("A Longer Walk");
  });
});
