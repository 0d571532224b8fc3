import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { guidOf, PROVIDER_IDENTIFIER } from "@stash2plex/shared/plex";
import { PmsError } from "@stash2plex/shared/pms";

import { fileOf, stashDown } from "../../test/memory-stash.ts";
import { policyOf } from "../../test/plan-fixture.ts";
import { createReconcileFixture, type ReconcileFixture } from "../../test/reconcile-fixture.ts";
import { createPushRecords } from "./push-record.ts";
import { createReconcileScene } from "./reconcile-scene.ts";

describe("reconciling a scene", () => {
  let f: ReconcileFixture;

  /** Tags 1-3, a performer, a studio, and a scene that has them; its item was imported as the quirks let it. */
  const aPair = async (): Promise<{ sceneId: number; itemId: number }> => {
    for (const [id, name] of [
      [1, "Lakes"],
      [2, "Wind"],
      [3, "Rain"],
    ] as const) {
      f.base.stash.putTag({ id, name });
    }
    f.base.stash.putPerformer({ id: 1, name: "Ada Berg" });
    f.base.stash.putStudio({ id: 1, name: "North Films" });
    // A library of one scene that vanishes would make the identity guard ask whether Stash was emptied.
    for (let id = 21; id <= 60; id += 1) f.base.stash.addScene({ id });
    const pair = f.addPair({
      id: 1,
      title: "A Walk by the Lake",
      details: "Water and wind.",
      tagIds: [1, 2],
      performerIds: [1],
      studioId: 1,
    });
    await f.sync();
    await f.passing(f.pms.client.refresh(pair.itemId));
    await f.passing(f.plex.fullPass());
    f.writes();
    return pair;
  };

  beforeEach(() => {
    f = createReconcileFixture();
  });
  afterEach(async () => {
    await f.dispose();
  });

  it("leaves an item alone that shows everything, and reads it once", async () => {
    const { sceneId, itemId } = await aPair();
    expect(await f.run(sceneId)).toEqual({ kind: "done" });
    expect(f.pms.calls.map(({ name }) => name)).toEqual(["items"]);
    expect(createPushRecords(f.base.store.db).of(itemId)).toMatchObject({
      sceneId,
      incomplete: [],
      lists: { genre: ["Lakes", "Wind"], actor: ["Ada Berg"] },
    });
  });

  it("has PMS ask our provider, and edits what it did not take", async () => {
    f.quirks.onlyFirstGenre = true;
    f.quirks.keepsStale = true;
    const { sceneId, itemId } = await aPair();
    f.base.stash.editScene(sceneId, { title: "A Longer Walk", details: "", tagIds: [2, 3] });
    expect(await f.run(sceneId)).toEqual({ kind: "done" });
    expect(f.writes()).toEqual(["refresh", "edit"]);
    expect(f.item(itemId)).toMatchObject({ title: "A Longer Walk", locked: new Set() });
    expect(f.item(itemId).tags.genre.toSorted()).toEqual(["Rain", "Wind"]);
    expect(f.item(itemId).scalars.summary).toBeUndefined();
  });

  it("unlocks what Plex locked by an edit that said not to, and nothing that somebody locked", async () => {
    f.quirks.onlyFirstGenre = true;
    f.pms.editsLock = true;
    const { sceneId, itemId } = await aPair();
    const item = f.item(itemId);
    f.pms.items.set(itemId, { ...item, locked: new Set(["studio"]) });
    f.base.stash.editScene(sceneId, { details: "Wind.", tagIds: [2, 3] });
    expect(await f.run(sceneId)).toEqual({ kind: "done" });
    expect(f.writes()).toEqual(["refresh", "edit", "setLocks"]);
    expect(f.item(itemId).locked).toEqual(new Set(["studio"]));
    f.base.stash.editScene(sceneId, { tagIds: [1, 3] });
    await f.run(sceneId);
    expect(f.item(itemId).tags.genre.toSorted()).toEqual(["Lakes", "Rain"]);
    f.writes();
    await f.run(sceneId);
    expect(f.writes()).toEqual([]);
  });

  it("sends no writing request in a second run", async () => {
    f.quirks.onlyFirstGenre = true;
    f.quirks.keepsStale = true;
    f.settings.policy = policyOf({ artwork: "always", addedAt: "stash", organizedLabel: "Done" });
    f.pictures.set("scene-poster", Buffer.from("poster"));
    f.pictures.set("scene-background", Buffer.from("background"));
    const { sceneId } = await aPair();
    f.base.stash.editScene(sceneId, { title: "A Longer Walk", details: "", tagIds: [2, 3] });
    await f.run(sceneId);
    expect(f.writes().toSorted()).toEqual(["edit", "refresh", "uploadArt", "uploadArt"]);
    expect(await f.run(sceneId)).toEqual({ kind: "done" });
    expect(f.writes()).toEqual([]);
    expect(await f.run(sceneId, "manual")).toEqual({ kind: "done" });
    expect(f.writes()).toEqual([]);
  });

  it("remembers when it last wrote, and writes nothing down when it did not", async () => {
    const { sceneId, itemId } = await aPair();
    const pushedAt = () => createPushRecords(f.base.store.db).of(itemId)?.at;
    const written = () => f.base.store.db.prepare("SELECT total_changes() AS n").get()?.n;
    await f.run(sceneId);
    const first = pushedAt();
    await f.base.clock.advance(60_000);
    const before = written();
    await f.run(sceneId);
    expect(written()).toBe(before);
    f.pms.editItem(itemId, { title: "Lost", scalars: { title: "Lost" } });
    await f.run(sceneId);
    expect(pushedAt()).toBeGreaterThan((first ?? 0) + 59_000);
  });

  it("writes nothing for a save that changes nothing", async () => {
    const { sceneId } = await aPair();
    await f.run(sceneId);
    await f.base.clock.advance(5_000);
    f.base.stash.editScene(sceneId, { coverVersion: "99" });
    await f.run(sceneId);
    expect(f.writes()).toEqual([]);
  });

  it("verifies an import without a second refresh", async () => {
    f.quirks.onlyFirstGenre = true;
    const { sceneId, itemId } = await aPair();
    await f.run(sceneId, "plex-import");
    expect(f.writes()).toEqual(["edit"]);
    expect(f.item(itemId).tags.genre).toEqual(["Lakes", "Wind"]);
  });

  it("reads back after a refresh that Plex says nothing about", async () => {
    const { sceneId, itemId } = await aPair();
    f.pms.holdRefreshes = true;
    f.base.stash.editScene(sceneId, { title: "A Longer Walk" });
    const began = f.base.clock.now();
    expect(await f.run(sceneId)).toEqual({ kind: "done" });
    expect(f.base.clock.now() - began).toBeGreaterThanOrEqual(30_000);
    expect(f.item(itemId).title).toBe("A Longer Walk");
    expect(f.writes()).toEqual(["refresh", "edit"]);
  });

  it("takes its turn once for an item, and only to write", async () => {
    let turns = 0;
    const { sceneId } = await aPair();

    const run = createReconcileScene({
      ...f.deps,
      meter: () => {
        turns += 1;
        return Promise.resolve();
      },
    });
    await f.passing(run(f.work(sceneId)));
    expect(turns).toBe(0);
    f.base.stash.editScene(sceneId, { title: "A Longer Walk" });
    await f.passing(run(f.work(sceneId)));
    expect(turns).toBe(1);
  });

  it("brings all items of a scene up to date", async () => {
    const { sceneId, itemId } = await aPair();
    const file = "/data/media/lakes/Lake 1.mp4";
    const second = f.addItem(file, { guid: guidOf(PROVIDER_IDENTIFIER, sceneId) });
    await f.passing(f.plex.fullPass());
    f.base.stash.editScene(sceneId, { title: "A Longer Walk" });
    await f.run(sceneId);
    expect([itemId, second].map((id) => f.item(id).title)).toEqual([
      "A Longer Walk",
      "A Longer Walk",
    ]);
  });

  it("does nothing to an item whose files are of several scenes, and notes the gap", async () => {
    const { sceneId, itemId } = await aPair();
    f.base.stash.addScene({ id: 9, files: [fileOf(9, "/data/media/wind/Wind 9.mp4")] });
    const part = (id: number, file: string) => ({ id, file, size: null, duration: null });
    f.pms.editItem(itemId, {
      parts: [part(1, "/data/media/lakes/Lake 1.mp4"), part(2, "/data/media/wind/Wind 9.mp4")],
    });
    await f.sync();
    f.base.stash.editScene(sceneId, { title: "A Longer Walk" });
    await f.run(sceneId);
    expect(f.writes()).toEqual([]);
    const gap = f.base.store.db.prepare("SELECT kind, reason, details FROM gaps").get();
    expect(gap).toEqual({ kind: "duplicate", reason: "two-scenes", details: "9" });
  });

  it("remembers what Plex refuses, and tries it again only when asked by hand", async () => {
    const { sceneId, itemId } = await aPair();
    f.pms.onRefresh = () => null;
    const deaf: typeof f.deps.pms = {
      ...f.deps.pms,
      edit: async (sectionKey, id, edit) => {
        const item = f.item(itemId);
        await f.deps.pms.edit(sectionKey, id, edit);
        f.pms.items.set(itemId, item);
      },
    };
    const reconcile = createReconcileScene({ ...f.deps, pms: deaf });
    const run = (...causes: string[]) => f.passing(reconcile(f.work(sceneId, ...causes)));
    f.base.stash.editScene(sceneId, { title: "A Longer Walk" });
    await run();
    expect(createPushRecords(f.base.store.db).of(itemId)?.incomplete).toEqual(["title"]);
    expect(f.writes()).toEqual(["refresh", "edit"]);
    await run();
    expect(f.writes()).toEqual([]);
    await run("manual");
    expect(f.writes()).toEqual(["refresh", "edit"]);
  });

  describe("items that are not ours yet", () => {
    it.each([
      ["with a guid of nobody", "local://1"],
      ["without a guid", ""],
    ])("an unmatched one of our section, %s, is matched and shows everything", async (_, guid) => {
      f.quirks.onlyFirstGenre = true;
      const { sceneId, itemId } = await aPair();
      f.pms.editItem(itemId, {
        guid,
        tags: { genre: [], collection: [], director: [], label: [] },
      });
      await f.passing(f.plex.fullPass());
      expect(await f.run(sceneId)).toEqual({ kind: "done" });
      expect(f.writes()).toEqual(["match", "edit"]);
      expect(f.item(itemId)).toMatchObject({ guid: guidOf(PROVIDER_IDENTIFIER, sceneId) });
      expect(f.item(itemId).tags.genre).toEqual(["Lakes", "Wind"]);
    });

    it("another agent's item is left alone by default", async () => {
      const { sceneId, itemId } = await aPair();
      f.pms.editItem(itemId, { guid: "plex://movie/5d776", title: "Old" });
      await f.passing(f.plex.fullPass());
      expect(await f.run(sceneId)).toEqual({ kind: "done" });
      expect(f.writes()).toEqual([]);
    });

    it("another agent's item is edited by policy, and tags of ours alone are taken away later", async () => {
      f.settings.policy = policyOf({ otherAgent: "edit" });
      const { sceneId, itemId } = await aPair();
      const tags = { genre: ["Nature"], collection: [], director: [], label: [] };
      f.pms.editItem(itemId, { guid: "plex://movie/5d776", tags });
      await f.passing(f.plex.fullPass());
      await f.run(sceneId);
      expect(f.item(itemId).tags.genre).toEqual(["Nature", "Lakes", "Wind"]);
      f.base.stash.editScene(sceneId, { tagIds: [2] });
      await f.run(sceneId);
      expect(f.item(itemId).tags.genre).toEqual(["Nature", "Wind"]);
      expect(f.writes()).toEqual(["edit", "edit"]);
    });
  });

  describe("scenes that are gone", () => {
    it("a merged one hands its item over", async () => {
      const { sceneId, itemId } = await aPair();
      f.base.stash.addScene({
        id: 7,
        title: "The Other Walk",
        files: [fileOf(7, "/data/media/x.mp4")],
      });
      await f.sync();
      const file = fileOf(1, "/data/media/lakes/Lake 1.mp4");
      f.base.stash.scenes.delete(sceneId);
      await f.base.clock.advance(2_000);
      f.base.stash.editScene(7, { files: [fileOf(7, "/data/media/x.mp4"), file] });
      expect(await f.run(sceneId)).toEqual({ kind: "done" });
      expect(f.item(itemId).guid).toBe(guidOf(PROVIDER_IDENTIFIER, 7));
      expect(f.queue.row(7)).toMatchObject({ causes: ["merged"] });
    });

    it.each([
      ["the same size", 1_000, 7],
      ["another size", 999, 1],
      ["an unknown size", null, 1],
    ])("a merged one without folders, at another mount, with %s", async (_name, size, expected) => {
      const file = { ...fileOf(1, "/stash/Lakes of the North.mp4"), size: 1_000 };
      const own = fileOf(7, "/stash/x.mp4");
      f.base.stash.addScene({ id: 1, files: [file] });
      f.base.stash.addScene({ id: 7, title: "The Other Walk", files: [own] });
      const part = { id: 1, file: "/data/media/Lakes of the North.mp4", size, duration: null };
      const guid = guidOf(PROVIDER_IDENTIFIER, 1);
      const { id } = f.pms.addItem({ sectionKey: "1", parts: [part], guid });
      await f.sync();
      f.base.stash.scenes.delete(1);
      await f.base.clock.advance(2_000);
      f.base.stash.editScene(7, { files: [own, file] });
      expect(await f.run(1)).toEqual({ kind: "done" });
      expect(f.item(id).guid).toBe(guidOf(PROVIDER_IDENTIFIER, expected));
    });

    it("a destroyed one leaves an orphan: noted, never deleted", async () => {
      const { sceneId, itemId } = await aPair();
      f.base.stash.scenes.delete(sceneId);
      expect(await f.run(sceneId)).toEqual({ kind: "done" });
      expect(f.writes()).toEqual([]);
      const gap = f.base.store.db.prepare("SELECT kind, item_id FROM gaps").get();
      expect(gap).toEqual({ kind: "orphan", item_id: itemId });
      expect(f.pms.items.has(itemId)).toBe(true);
    });

    it("a file that moved to another scene takes its item with it", async () => {
      const { sceneId, itemId } = await aPair();
      const [file, other] = [1, 2].map((id) => fileOf(id, `/data/media/lakes/Lake ${id}.mp4`));
      if (file === undefined || other === undefined) throw new Error("no files");
      f.base.stash.editScene(sceneId, { files: [file, other] });
      await f.sync();
      await f.base.clock.advance(2_000);
      f.base.stash.editScene(sceneId, { files: [other] });
      f.base.stash.addScene({ id: 7, title: "The Other Walk", files: [file] });
      await f.base.clock.advance(10_000);
      expect(await f.run(sceneId)).toEqual({ kind: "done" });
      expect(f.queue.row(7)).toMatchObject({ causes: ["moved"] });
      expect(await f.run(7)).toEqual({ kind: "done" });
      expect(f.item(itemId)).toMatchObject({
        guid: guidOf(PROVIDER_IDENTIFIER, 7),
        title: "The Other Walk",
      });
    });
  });

  describe("scenes that Plex does not have", () => {
    it("are waited for", async () => {
      f.base.stash.addScene({ id: 5, files: [fileOf(5, "/data/media/new/New 5.mp4")] });
      await f.sync();
      expect(await f.run(5)).toMatchObject({ kind: "waiting" });
      expect(f.pms.calls.filter(({ writes }) => writes)).toEqual([]);
    });

    it("are scanned for once, by setting, in their folder", async () => {
      f.settings.policy = policyOf({ scanMissing: true });
      f.base.stash.addScene({ id: 5, files: [fileOf(5, "/data/media/new/New 5.mp4")] });
      await f.sync();
      expect(await f.run(5)).toMatchObject({ kind: "waiting" });
      expect(f.pms.scans).toEqual([{ sectionKey: "1", folder: "/data/media/new" }]);
    });

    it("are not waited for where a setting keeps them out", async () => {
      f.settings.match = { ...f.settings.match, requireOrganized: true };
      f.base.stash.addScene({ id: 5, organized: false });
      await f.sync();
      expect(await f.run(5)).toEqual({ kind: "done" });
    });

    it("an item that vanished while it was asked for is waited for again, and forgotten", async () => {
      const { sceneId, itemId } = await aPair();
      await f.run(sceneId);
      f.pms.items.delete(itemId);
      expect(await f.run(sceneId)).toMatchObject({ kind: "waiting" });
      expect(createPushRecords(f.base.store.db).of(itemId)).toBeNull();
      expect(f.plex.reader.item(itemId)).toBeNull();
    });
  });

  describe("failures", () => {
    it.each([
      ["unreachable", "down"],
      ["starting", "down"],
      ["timeout", "temporary"],
      ["rejected", "permanent"],
      ["not-found", "not-found"],
    ] as const)("Plex %s: %s", async (code, errorClass) => {
      const { sceneId } = await aPair();
      f.pms.problem = new PmsError(code, "Plex did not do it.");
      const error = "Plex did not do it.";
      expect(await f.run(sceneId)).toEqual({ kind: "failed", errorClass, error });
    });

    it("a refused token is thrown on: the worker pauses", async () => {
      const { sceneId } = await aPair();
      f.pms.problem = new PmsError("unauthorized", "The token is wrong (PLEX_TOKEN).", 401);
      await expect(f.run(sceneId)).rejects.toThrow("PLEX_TOKEN");
    });

    it("an abort is thrown on", async () => {
      const { sceneId } = await aPair();

      const run = createReconcileScene(f.deps)(f.work(sceneId), AbortSignal.abort());
      await expect(f.passing(run)).rejects.toThrow();
    });

    it("what was done before a failure is not done again", async () => {
      const { sceneId, itemId } = await aPair();
      f.quirks.onlyFirstGenre = true;
      f.base.stash.editScene(sceneId, { title: "A Longer Walk", tagIds: [1, 2, 3] });
      f.pms.beforeCall = ({ name }) => {
        if (name === "edit") throw new PmsError("server-error", "Plex failed.");
      };
      expect(await f.run(sceneId)).toMatchObject({ errorClass: "temporary" });
      f.pms.beforeCall = () => undefined;
      f.writes();
      await f.run(sceneId);
      expect(f.item(itemId).tags.genre.toSorted()).toEqual(["Lakes", "Rain", "Wind"]);
    });

    it("a frozen mirror postpones", async () => {
      const { sceneId } = await aPair();

      const frozen = { since: 0, reason: "Was Stash rebuilt?" };
      const mirror = {
        ...f.deps.mirror,
        status: () => ({ ...f.base.mirror.status(), phase: "frozen" as const, frozen }),
      };
      const outcome = await createReconcileScene({ ...f.deps, mirror })(f.work(sceneId));
      expect(outcome).toEqual({ kind: "postponed", untilMs: f.base.clock.now() + 60_000 });
      expect(f.pms.calls).toEqual([]);
    });

    it("Stash that is away is no fault of the scene", async () => {
      const { sceneId } = await aPair();
      f.base.stash.problem = stashDown("Stash does not answer (STASH_URL).");
      expect(await f.run(sceneId)).toEqual({
        kind: "failed",
        errorClass: "down",
        error: "Stash does not answer (STASH_URL).",
      });
      expect(f.writes()).toEqual([]);
    });
  });
});
