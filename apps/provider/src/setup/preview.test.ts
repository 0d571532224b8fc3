import { afterEach, describe, expect, it } from "@jest/globals";
import { updateScene } from "@stash2plex/simulators/library";

import { closeSetupStages, startSetupStage, type SetupStage } from "../../test/setup-stage.ts";
import type { LibraryChoice } from "./setup.ts";

afterEach(closeSetupStages);

const of = ({ choices, pms }: SetupStage): LibraryChoice & { readonly pathRules: readonly [] } => ({
  ...choices,
  plex: { url: pms.url, token: pms.token },
  pathRules: [],
});

describe("a preview", () => {
  it("shows items as they are and as they would be, and writes nothing", async () => {
    const stage = await startSetupStage({
      prepare: (library) =>
        updateScene(library, 3, { title: "Otters", performerIds: [1], tagIds: [2, 3] }),
    });
    const rows = await stage.setup.preview(of(stage), 12);
    expect(rows.map(({ after }) => after?.sceneId)).toEqual([1, 2, 3]);
    expect(rows[2]).toMatchObject({
      before: { cast: [], genres: [], hasPoster: false },
      after: {
        title: "Otters",
        cast: [expect.any(String)],
        poster: { kind: "scene-poster", id: 3 },
      },
      reason: expect.stringMatching(/^whole name: /),
    });
    expect(stage.writes()).toEqual([]);
    expect(stage.settingsFile()).toBeNull();
  });

  it("draws from all over the libraries, and no more than it is told", async () => {
    const stage = await startSetupStage({ scenes: 60 });
    const rows = await stage.setup.preview(of(stage), 12);
    expect(rows).toHaveLength(12);
    const ids = rows.map(({ after }) => after?.sceneId ?? 0).toSorted((a, b) => a - b);
    expect(ids[0]).toBeLessThan(10);
    expect(ids.at(-1)).toBeGreaterThan(50);
    const two = await stage.setup.preview({ ...of(stage), sectionKeys: ["1", "2"] }, 12);
    expect(two).toHaveLength(6);
  });

  it("says why an item stays as it is", async () => {
    const stage = await startSetupStage({ scenes: 1 });
    stage.pms.addFile("/plex/films/Holidays/Birthday.mp4");
    stage.pms.addSection({ title: "Empty", locations: ["/plex/empty"] });
    await stage.pms.scan("1");
    const rows = await stage.setup.preview(of(stage), 12);
    const row = rows.find(({ file }) => file.endsWith("Birthday.mp4"));
    expect(row).toMatchObject({ after: null, reason: expect.stringMatching(/^none: /) });
    expect(await stage.setup.preview({ ...of(stage), sectionKeys: ["4"] }, 12)).toEqual([]);
  });

  it.each([
    [{ sectionKeys: ["9"] }, "Plex has no film library with the key 9"],
    [{ pathRules: [{ name: "half", plex: "/a" }] }, "The path rule half cannot be used"],
  ])("refuses %j", async (changes, expected) => {
    const stage = await startSetupStage({ scenes: 1 });
    await expect(stage.setup.preview({ ...of(stage), ...changes }, 12)).rejects.toThrow(expected);
  });
});

describe("posters", () => {
  it("are those of now and of then", async () => {
    const stage = await startSetupStage({ scenes: 2 });
    const { stash, plex } = of(stage);
    const [row] = await stage.setup.preview(of(stage), 1);
    const poster = row?.after?.poster ?? null;
    if (row === undefined || poster === null) throw new Error("There is no poster.");
    expect(await stage.setup.posterNow(plex, row.itemId)).toBeNull();
    const then = await stage.setup.posterThen(stash, poster);
    expect(then?.length).toBeGreaterThan(1_000);
    expect(await stage.setup.posterThen(stash, { ...poster, id: 99 })).toBeNull();
    await stage.apply();
    await stage.settled();
    expect(await stage.setup.posterNow(plex, row.itemId)).toEqual(then);
    expect(await stage.setup.posterNow(plex, 99_999)).toBeNull();
  });
});

describe("the proposal of path rules", () => {
  it("needs none where names are enough", async () => {
    const stage = await startSetupStage();
    expect(await stage.setup.proposeRules(of(stage))).toMatchObject({
      rules: [],
      sampled: 3,
      withoutRule: 3,
      sentences: [expect.stringMatching(/^No rule is needed/), expect.anything()],
    });
    expect(stage.writes()).toEqual([]);
  });

  it("proposes some that can be taken as they are written", async () => {
    const stage = await startSetupStage({ scenes: 20 });
    const { rules, withoutRule, sampled } = await stage.setup.proposeRules(of(stage));
    expect(withoutRule).toBeLessThan(sampled);
    expect(rules[0]).toMatchObject({ plex: expect.stringMatching(/^\/plex\/films\//) });
    const pathRules = rules.map(({ written }) => written);
    const rows = await stage.setup.preview({ ...of(stage), pathRules }, 20);
    expect(rows.filter(({ after }) => after === null)).toEqual([]);
    expect(rows.filter(({ reason }) => reason.startsWith("mapped path")).length).toBeGreaterThan(0);
  });
});
