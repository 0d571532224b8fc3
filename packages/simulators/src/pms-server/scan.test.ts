import { afterEach, describe, expect, it } from "@jest/globals";

import { createStages, OWL_FILE, OWL_GUID } from "./test-stage.ts";

const stages = createStages();
afterEach(() => stages.stop());

const REFRESH = "/library/sections/1/refresh";

describe("a scan", () => {
  it.each(["GET", "POST"])(
    "by %s makes items of new files and has them matched",
    async (method) => {
      const sections = [
        { title: "Films", locations: ["/data/films"], files: [{ file: `old/${OWL_FILE}` }] },
      ];
      const { call, pms } = await stages.withProvider({ sections });
      pms.addFile(`/data/films/new/${OWL_FILE}`, { size: 5, duration: 7_000 });
      pms.addFile("/data/films/new/Stranger.mp4");
      pms.addFile("/data/films/new/notes.txt");
      pms.addFile("/elsewhere/Other.mp4");
      await call.send(method, REFRESH);
      await pms.idle();
      expect(pms.items()).toHaveLength(3);
      expect(pms.itemOfFile(`new/${OWL_FILE}`)).toMatchObject({
        guid: OWL_GUID,
        fields: { title: "Scene 12" },
        parts: [{ size: 5, duration: 7_000 }],
      });
      const stranger = pms.itemOfFile("Stranger.mp4");
      expect(stranger.guid).toBe(`tv.plex.agents.none://${stranger.id}`);
      expect(pms.violations()).toEqual([]);
      expect(pms.writes()).toMatchObject([{ method, path: REFRESH }]);
    },
  );

  it("of a folder looks only there", async () => {
    const { call, pms } = await stages.start();
    pms.addFile("/data/films/a/One.mp4");
    pms.addFile("/data/films/ab/Two.mp4");
    await call.send("GET", REFRESH, { query: [["path", "/data/films/a"]] });
    await pms.idle();
    expect(pms.items().map(({ fields }) => fields.title)).toEqual(["Owl Nest", "Heron", "One"]);
  });

  it("of a folder outside of the section is a violation", async () => {
    const { call, pms } = await stages.start();
    await call.send("GET", REFRESH, { query: [["path", "/elsewhere"]] });
    expect(pms.violations()).toEqual(["A scan of /elsewhere, which is not in section 1."]);
  });

  it("puts vanished files into the trash, and takes them out when they are back", async () => {
    const { pms, owl } = await stages.start({ emptiesTrashAfterScan: false });
    const [part] = owl.parts;
    pms.removeFile(part?.file ?? "");
    await pms.scan("1");
    expect(pms.item(owl.id).deletedAt).not.toBeNull();
    pms.addFile(part?.file ?? "");
    await pms.scan("1");
    expect(pms.item(owl.id).deletedAt).toBeNull();
    pms.removeFile(part?.file ?? "");
    await pms.scan("1");
    pms.emptyTrash("1");
    expect(pms.items().map(({ fields }) => fields.title)).toEqual(["Heron"]);
  });

  it("empties the trash by itself in a new server", async () => {
    const { pms, owl } = await stages.start();
    pms.removeFile(`/data/films/${OWL_FILE}`);
    await pms.scan("1");
    expect(pms.items().some(({ id }) => id === owl.id)).toBe(false);
  });

  it("with force refreshes everything", async () => {
    const { call, pms, owl } = await stages.withProvider();
    await call.send("PUT", `/library/metadata/${owl.id}/match`, { query: [["guid", OWL_GUID]] });
    await pms.idle();
    const asked = () => pms.exchanges().filter(({ purpose }) => purpose === "metadata").length;
    expect(asked()).toBe(1);
    await call.send("GET", REFRESH, { query: [["force", "1"]] });
    await pms.idle();
    expect(asked()).toBe(2);
  });
});
