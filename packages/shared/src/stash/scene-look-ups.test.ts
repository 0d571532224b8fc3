import { afterEach, describe, expect, it } from "@jest/globals";

import { connectApi, type ConnectedApi } from "../../test/stash/connected-api.ts";
import { type Library, libraryAnswers } from "../../test/stash/library-answers.ts";
import { recorded } from "../../test/stash/recorded.ts";
import { type Answer, json, stashOf } from "../../test/stash/stash-server.ts";
import type { SceneRecord } from "./records.ts";

const open: ConnectedApi[] = [];

afterEach(async () => {
  for (const connected of open.splice(0)) await connected.close();
});

const connect = async (
  version: string,
  library: Library,
  more: Readonly<Record<string, Answer>> = {},
): Promise<ConnectedApi> => {
  const connected = await connectApi(stashOf(version, { ...libraryAnswers(library), ...more }));
  open.push(connected);
  return connected;
};

const ids = (scenes: readonly SceneRecord[]): number[] =>
  scenes.map(({ id }) => id).sort((a, b) => a - b);

const nfc = "Caf\u00e9 Concert.mp4";
const nfd = "Cafe\u0301 Concert.mp4";

const library = (): Library =>
  new Map([
    [1, [{ path: "/data/Lecture #7.mp4", oshash: "0000000000000001" }]],
    [2, [{ path: "/data/100 percent Wool.mp4", oshash: "0000000000000002" }]],
    [3, [{ path: "/data/100% Wool.mp4", oshash: "0000000000000003" }]],
    [4, [{ path: `/data/${nfd}`, oshash: "0000000000000004" }]],
    [5, [{ path: "/data/a_b.mp4", oshash: "0000000000000005" }]],
    [6, [{ path: "/data/axb.mp4", oshash: "0000000000000006" }]],
    // The same bytes in two scenes: a hash leads to the first of them.
    [7, [{ path: "/data/copies/Reef.mp4", oshash: "0000000000000007" }]],
    [8, [{ path: "/data/Reef again.mp4", oshash: "0000000000000007" }]],
    [9, [{ path: "/data/no hash.mp4" }]],
    [10, [{ path: "/data/one/video.mp4", oshash: "000000000000000a" }]],
    [
      11,
      [
        { path: "/data/other.mp4", oshash: "000000000000000b" },
        { path: "/data/two/video.mp4", oshash: "000000000000000c" },
      ],
    ],
    [12, [{ path: '/data/"Quoted"', oshash: "000000000000000d" }]],
    [13, [{ path: "/data/my video.mp4", oshash: "000000000000000e" }]],
    [14, [{ path: "/data/UPPER.mp4", oshash: "000000000000000f" }]],
  ]);

const versions = ["v0.25.1", "v0.28.1", "v0.29.3", "v0.30.1"];

describe.each(versions)("scenesByPath on %s", (version) => {
  it.each([
    ["a plain path", "/data/Lecture #7.mp4", [1]],
    ["a path with a wildcard that is a letter of it", "/data/100% Wool.mp4", [3]],
    ["a wildcard of the asker", "/data/Lecture*", []],
    ["NFC for a name that is stored as NFD", `/data/${nfc}`, [4]],
    ["an underscore, which is a wildcard elsewhere", "/data/a_b.mp4", [5]],
    ["other case", "/data/upper.mp4", []],
    ["a file whose copy in another scene has the same hash", "/data/Reef again.mp4", [8]],
    ["a file without a hash", "/data/no hash.mp4", [9]],
    ["the second file of a scene", "/data/two/video.mp4", [11]],
    ["a miss", "/data/nothing.mp4", []],
    ["the end of a path", "Lecture #7.mp4", []],
    ["nothing", "", []],
  ])("%s", async (_name, path, expected) => {
    const { api } = await connect(version, library());
    expect(ids(await api.scenesByPath(path))).toEqual(expected);
  });
});

describe.each(versions)("scenesByBaseName on %s", (version) => {
  it.each([
    ["a plain name", "Lecture #7.mp4", [1]],
    ["a name in two folders", "video.mp4", [10, 11]],
    ["a name with %", "100% Wool.mp4", [3]],
    ["an underscore", "a_b.mp4", [5]],
    ["NFC for NFD", nfc, [4]],
    ["a file without a hash", "no hash.mp4", [9]],
    ["a hash of two scenes", "Reef again.mp4", [8]],
    ["quotes at the ends, which Stash takes off", '"Quoted"', [12]],
    ["other case", "upper.mp4", []],
    ["a folder and a name", "one/video.mp4", []],
    ["nothing, which Stash takes for everything", " ", []],
    ["a miss", "nothing.mp4", []],
  ])("%s", async (_name, baseName, expected) => {
    const { api } = await connect(version, library());
    expect(ids(await api.scenesByBaseName(baseName))).toEqual(expected);
  });

  it("a name among hundreds of look-alikes is found", async () => {
    const many: Library = new Map();
    for (let id = 1; id <= 300; id += 1) many.set(id, [{ path: `/data/${id}/take 1x.mp4` }]);
    many.set(999, [{ path: "/data/take 1_.mp4", oshash: "00000000000000ff" }]);
    const { api } = await connect(version, many);
    expect(ids(await api.scenesByBaseName("take 1_.mp4"))).toEqual([999]);
  });

  it("of very many scenes no more than 50 are read", async () => {
    const many: Library = new Map();
    for (let id = 1; id <= 120; id += 1) many.set(id, [{ path: `/data/${id}/video.mp4` }]);
    const { api } = await connect(version, many);
    expect(await api.scenesByBaseName("video.mp4")).toHaveLength(50);
  });
});

describe("what a look-up costs", () => {
  it("by path from v0.29: the index, the hash, the scene; no filter", async () => {
    const { api, server } = await connect("v0.29.0", library());
    await api.scenesByPath("/data/Lecture #7.mp4");
    expect(server.operations()).toEqual(["FileByPath", "SceneByOshash", "ScenesByIdsWithGroups"]);
  });

  it("a miss from v0.29: one look-up in the index", async () => {
    const { api, server } = await connect("v0.29.0", library());
    await api.scenesByPath("/data/nothing.mp4");
    expect(server.operations()).toEqual(["FileByPath"]);
  });

  it("before v0.29: one filter for all spellings", async () => {
    const { api, server } = await connect("v0.28.1", library());
    await api.scenesByPath(`/data/${nfc}`);
    expect(server.operations()).toEqual(["SceneCandidates", "ScenesByIdsWithGroups"]);
  });

  it("by base name before v0.29: one quoted filter", async () => {
    const { api, server } = await connect("v0.28.1", library());
    await api.scenesByBaseName("video.mp4");
    expect(server.operations()).toEqual(["SceneCandidates", "ScenesByIdsWithGroups"]);
    expect(
      server.received.find(({ operation }) => operation === "SceneCandidates")?.variables,
    ).toEqual({
      where: { path: { value: '"video.mp4"', modifier: "INCLUDES" } },
      page: { per_page: 100, sort: "id", direction: "ASC" },
    });
  });
});

describe("look-ups that fail", () => {
  it("a miss of a real server is no error, any other fault is", async () => {
    const path = "/data/special/nope.mp4";
    const miss = await connect("v0.30.1", new Map(), {
      FileByPath: () => recorded("findFile/missing"),
    });
    expect(await miss.api.scenesByPath(path)).toEqual([]);
    const fault = await connect("v0.30.1", new Map(), {
      FileByPath: () => json({ errors: [{ message: "disk I/O error" }], data: null }),
    });
    await expect(fault.api.scenesByPath(path)).rejects.toMatchObject({ code: "answer-error" });
  });

  it("another file than the one that was asked for, as a real server answers, is not taken", async () => {
    const { api } = await connect("v0.30.1", new Map(), {
      FileByPath: () => recorded("findFile/percent-in-name"),
    });
    expect(await api.scenesByPath("/data/media/special/100% Wool.mp4")).toEqual([]);
  });

  it("a scene whose file was moved between look-up and reading is not taken", async () => {
    const moving = library();
    const answers = libraryAnswers(moving);
    const { api } = await connect("v0.30.1", moving, {
      SceneByOshash: async (request) => {
        const reply = await answers.SceneByOshash?.(request);
        moving.set(1, [{ path: "/data/moved/Lecture #7.mp4", oshash: "0000000000000001" }]);
        return reply ?? "cut";
      },
    });
    expect(await api.scenesByPath("/data/Lecture #7.mp4")).toEqual([]);
  });
});

describe("sceneByOshash", () => {
  it.each([
    ["0000000000000001", 1],
    ["000000000000000C", 11],
    ["ffffffffffffffff", null],
    ["not a hash", null],
    ["", null],
  ])("%j is %j", async (oshash, expected) => {
    const { api } = await connect("v0.30.1", library());
    expect((await api.sceneByOshash(oshash))?.id ?? null).toBe(expected);
  });
});
