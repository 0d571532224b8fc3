import { afterEach, describe, expect, it } from "@jest/globals";
import { gzipSync } from "node:zlib";

import { connectApi, type ConnectedApi } from "../../test/stash/connected-api.ts";
import { recorded } from "../../test/stash/recorded.ts";
import { sceneAnswer } from "../../test/stash/scene-answer.ts";
import { type Answer, data, json, type Reply, stashOf } from "../../test/stash/stash-server.ts";
import type { StashClientOptions } from "./create-stash-api.ts";

let connected: ConnectedApi | null = null;

afterEach(async () => {
  await connected?.close();
  connected = null;
});

const connect = async (
  version: string | null,
  answers: Readonly<Record<string, Reply | Answer>>,
  options: Partial<StashClientOptions> = {},
): Promise<ConnectedApi> => {
  connected = await connectApi(stashOf(version, answers), options);
  return connected;
};

const noScenes = data({ findScenes: { scenes: [] } });
const validationFailure = (): Promise<Reply> => recorded("errors/unknown-field");

describe("requests", () => {
  it("carry no key when none is set, and never whom we work for", async () => {
    const { api, server } = await connect("v0.30.1", { ScenesWithGroups: noScenes });
    await api.scenePage({ afterId: 0, limit: 1 });
    const [first] = server.received;
    expect(Object.keys(first?.headers ?? {})).not.toContain("apikey");
    expect(Object.keys(first?.headers ?? {}).join(" ")).not.toMatch(/forwarded|cookie|origin/i);
    expect(first).toMatchObject({ method: "POST", path: "/graphql" });
    expect(first?.headers).toMatchObject({
      accept: "application/json",
      "content-type": "application/json",
      "user-agent": "Stash2Plex",
    });
  });

  it("carry the key in its header, below a sub-path, with the proxy's own login", async () => {
    const { server, api } = await connect(
      "v0.30.1",
      { ScenesWithGroups: noScenes },
      { apiKey: " key-1\n", url: "/sub/path/" },
    );
    await api.scenePage({ afterId: 0, limit: 1 });
    expect(server.received.map(({ path }) => path)).toEqual([
      "/sub/path/graphql",
      "/sub/path/graphql",
    ]);
    expect(server.received.every(({ headers }) => headers.apikey === "key-1")).toBe(true);
  });

  it("ask for compression and understand it", async () => {
    const packed = gzipSync(JSON.stringify({ data: { findScenes: { scenes: [sceneAnswer(7)] } } }));
    const { api, server } = await connect("v0.30.1", {
      ScenesWithGroups: {
        headers: { "content-type": "application/json", "content-encoding": "gzip" },
        body: packed,
      },
    });
    const scenes = await api.scenePage({ afterId: 0, limit: 1 });
    expect(scenes.map(({ id }) => id)).toEqual([7]);
    expect(server.received[0]?.headers["accept-encoding"]).toMatch(/gzip/);
  });

  it("refuse an answer that grows beyond all measure, compressed or not", async () => {
    const packed = gzipSync(Buffer.alloc(65 * 1_048_576, " "));
    const { api } = await connect("v0.30.1", {
      ScenesWithGroups: {
        headers: { "content-type": "application/json", "content-encoding": "gzip" },
        body: packed,
      },
    });
    await expect(api.scenePage({ afterId: 0, limit: 1 })).rejects.toMatchObject({
      code: "answer-error",
      message: expect.stringMatching(/more than 64 MB/),
    });
  });

  it("are at most four at a time", async () => {
    const { api, server } = await connect("v0.30.1", { ScenesWithGroups: noScenes });
    const inner = server.answer;
    let atOnce = 0;
    let most = 0;
    server.answer = async (request) => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      atOnce -= 1;
      return inner(request);
    };
    const page = { afterId: 0, limit: 1 };
    await Promise.all(Array.from({ length: 50 }, () => api.scenePage(page)));
    expect(server.operations()).toHaveLength(50);
    expect(most).toBeLessThanOrEqual(4);
  });
});

describe("the version at the other end", () => {
  it("is asked once for many questions", async () => {
    const { api, server } = await connect("v0.30.1", { ScenesWithGroups: noScenes });
    await Promise.all([1, 2, 3].map((limit) => api.scenePage({ afterId: 0, limit })));
    await api.scenePage({ afterId: 0, limit: 4 });
    const asked = server.received.filter(({ operation }) => operation === "ServerVersion");
    expect(asked).toHaveLength(1);
  });

  it("is asked anew by version()", async () => {
    const { api, server } = await connect("v0.30.1-19-gcf3489efd", {});
    expect(await api.version()).toEqual({
      text: "v0.30.1-19-gcf3489efd",
      major: 0,
      minor: 30,
      patch: 1,
    });
    server.answer = stashOf("v0.31.0", {});
    expect((await api.version()).text).toBe("v0.31.0");
  });

  it.each([
    ["v0.25.1", "ScenesWithMovies", "CountsWithMovies", "Movies", "MovieStamps"],
    ["v0.26.2", "ScenesWithMovies", "CountsWithMovies", "Movies", "MovieStamps"],
    ["v0.27.2", "ScenesWithGroups", "CountsWithGroups", "Groups", "GroupStamps"],
    ["v0.30.1", "ScenesWithGroups", "CountsWithGroups", "Groups", "GroupStamps"],
  ])("%s is asked in its own words", async (version, scenes, counts, groups, stamps) => {
    const one = { count: 1 };
    const group = { id: "3", updated_at: "2026", name: "Season", front_image_path: null };
    const { api, server } = await connect(version, {
      [scenes]: data({ findScenes: { scenes: [sceneAnswer(1)] } }),
      [counts]: data({
        scenes: one,
        performers: one,
        tags: one,
        studios: one,
        groups: { count: 2 },
      }),
      [groups]: data({ findGroups: { groups: [group] } }),
      [stamps]: data({ found: { stamps: [group] } }),
    });
    expect(await api.scenePage({ afterId: 0, limit: 1 })).toHaveLength(1);
    expect((await api.counts()).groups).toBe(2);
    expect(await api.relatedPage("group", { page: 1, perPage: 1 })).toEqual([
      { id: 3, updatedAt: "2026", name: "Season", frontImageVersion: null },
    ]);
    expect(await api.relatedStampPage("group", { page: 1, perPage: 1 })).toEqual([
      { id: 3, updatedAt: "2026" },
    ]);
    expect(server.operations()).toEqual([scenes, counts, groups, stamps]);
  });

  it("an upgraded Stash is noticed by what it no longer understands", async () => {
    const { api, server } = await connect("v0.26.2", { ScenesWithMovies: noScenes });
    await api.scenePage({ afterId: 0, limit: 1 });
    server.answer = stashOf("v0.31.0", {
      ScenesWithMovies: validationFailure,
      ScenesWithGroups: data({ findScenes: { scenes: [sceneAnswer(5)] } }),
    });
    expect(await api.scenePage({ afterId: 0, limit: 1 })).toHaveLength(1);
  });

  it("the same Stash is not asked the same thing twice", async () => {
    const { api, server } = await connect("v0.30.1", { ScenesWithGroups: validationFailure });
    await expect(api.scenePage({ afterId: 0, limit: 1 })).rejects.toMatchObject({
      code: "validation",
    });
    expect(server.operations()).toEqual(["ScenesWithGroups"]);
  });

  it("is asked again after Stash was away", async () => {
    const { api, server } = await connect("v0.26.2", { ScenesWithMovies: noScenes });
    await api.scenePage({ afterId: 0, limit: 1 });
    server.answer = () => ({ status: 502 });
    await expect(api.scenePage({ afterId: 0, limit: 1 })).rejects.toMatchObject({
      code: "server-error",
    });
    server.answer = stashOf("v0.30.1", { ScenesWithGroups: noScenes });
    expect(await api.scenePage({ afterId: 0, limit: 1 })).toEqual([]);
  });

  it("a failed question for it is not remembered", async () => {
    const { api, server } = await connect("v0.30.1", { ScenesWithGroups: noScenes });
    server.answer = () => "cut";
    await expect(api.scenePage({ afterId: 0, limit: 1 })).rejects.toMatchObject({ code: "cut" });
    server.answer = stashOf("v0.30.1", { ScenesWithGroups: noScenes });
    expect(await api.scenePage({ afterId: 0, limit: 1 })).toEqual([]);
  });

  const field = (name: string, args: readonly string[] = []) => ({
    name,
    args: args.map((arg) => ({ name: arg })),
  });
  const v25 = [field("findScenes", ["filter", "ids"]), field("findMovies")];

  it.each([
    ["a number cannot be found", "abcdef0", v25, 25],
    ["there is none", null, [...v25, field("findGroups")], 27],
    ["it is empty", "", [...v25, field("findGroups"), field("findFile")], 29],
  ])("is judged by the interface where %s", async (_name, text, fields, minor) => {
    const { api } = await connect(text, { SchemaProbe: data({ query: { fields } }) });
    expect((await api.version()).minor).toBe(minor);
  });

  it("an interface that is too old is refused", async () => {
    const { api } = await connect("abcdef0", {
      SchemaProbe: data({ query: { fields: [field("findScenes", ["filter", "scene_ids"])] } }),
    });
    await expect(api.version()).rejects.toMatchObject({ code: "too-old" });
  });
});

describe("pages", () => {
  const stamp = { id: "12", updated_at: "2026-01-15T12:00:00+01:00" };

  it("of scenes go by id", async () => {
    const { api, server } = await connect("v0.30.1", {
      ScenesWithGroups: data({ findScenes: { scenes: [sceneAnswer(12)] } }),
      SceneStamps: data({ findScenes: { scenes: [stamp] } }),
      ScenePaths: data({ findScenes: { scenes: [{ ...stamp, files: [] }] } }),
    });
    const page = { afterId: 11, limit: 500 };
    expect((await api.scenePage(page)).map(({ id }) => id)).toEqual([12]);
    expect(await api.sceneStampPage(page)).toEqual([{ id: 12, updatedAt: stamp.updated_at }]);
    expect(await api.scenePathPage(page)).toEqual([
      { id: 12, updatedAt: stamp.updated_at, files: [] },
    ]);
    const pages = server.received.filter(({ operation }) => operation !== "ServerVersion");
    for (const { variables } of pages) {
      expect(variables).toEqual({
        where: { id: { value: 11, modifier: "GREATER_THAN" } },
        page: { page: 1, per_page: 500, sort: "id", direction: "ASC" },
      });
    }
  });

  it("of changes compare with the text of the cursor as it is, in the order of ids", async () => {
    const { api, server } = await connect("v0.30.1", {
      ScenesWithGroups: noScenes,
      Tags: data({ findTags: { tags: [] } }),
    });
    const query = { cursor: "2026-01-15T12:00:00", page: 3, perPage: 40 };
    await api.scenesChangedSince(query);
    await api.relatedChangedSince("tag", query);
    const pages = server.received.filter(({ operation }) => operation !== "ServerVersion");
    expect(pages).toHaveLength(2);
    for (const { variables } of pages) {
      expect(variables).toEqual({
        where: { updated_at: { value: "2026-01-15T12:00:00", modifier: "GREATER_THAN" } },
        page: { page: 3, per_page: 40, sort: "id", direction: "ASC" },
      });
    }
  });

  it("of every related kind, with links by id", async () => {
    const common = { updated_at: "2026", name: "A" };
    const address = "http://stash.test:9999/x/1/image?t=9";
    const { api } = await connect("v0.30.1", {
      Performers: data({
        findPerformers: {
          performers: [
            {
              id: "1",
              ...common,
              disambiguation: null,
              gender: "FEMALE",
              image_path: address,
              tags: [{ id: "4" }],
            },
          ],
        },
      }),
      Tags: data({ findTags: { tags: [{ id: "2", ...common, parents: [{ id: "8" }] }] } }),
      Studios: data({
        findStudios: {
          studios: [
            {
              id: "3",
              ...common,
              parent_studio: { id: "7" },
              image_path: `${address}&default=true`,
            },
          ],
        },
      }),
      PerformerStamps: data({ found: { stamps: [{ id: "1", updated_at: "2026" }] } }),
      TagStamps: data({ found: { stamps: [{ id: "2", updated_at: "2026" }] } }),
      StudioStamps: data({ found: { stamps: [{ id: "3", updated_at: "2026" }] } }),
    });
    const page = { page: 1, perPage: 10 };
    const known = { updatedAt: "2026", name: "A" };
    expect(await api.relatedPage("performer", page)).toEqual([
      { id: 1, ...known, disambiguation: "", gender: "FEMALE", tagIds: [4], imageVersion: "9" },
    ]);
    expect(await api.relatedPage("tag", page)).toEqual([{ id: 2, ...known, parentIds: [8] }]);
    expect(await api.relatedPage("studio", page)).toEqual([
      { id: 3, ...known, parentId: 7, imageVersion: null },
    ]);
    for (const [kind, id] of [
      ["performer", 1],
      ["tag", 2],
      ["studio", 3],
    ] as const) {
      expect(await api.relatedStampPage(kind, page)).toEqual([{ id, updatedAt: "2026" }]);
    }
  });
});

describe("questions about the server", () => {
  it("library folders that hold videos", async () => {
    const stashes = [
      { path: "/data/media", excludeVideo: false },
      { path: "/data/pictures", excludeVideo: true },
      { path: "D:\\Video", excludeVideo: false },
    ];
    const { api } = await connect("v0.30.1", {
      LibraryFolders: data({ configuration: { general: { stashes } } }),
    });
    expect(await api.libraryFolders()).toEqual(["/data/media", "D:\\Video"]);
  });

  it("settings of a plugin, as a real server stores them", async () => {
    const { api, server } = await connect("v0.30.1", {
      PluginSettings: await recorded("server/configuration-plugins-include"),
    });
    expect(await api.pluginSettings("stash2plex")).toMatchObject({ dryRun: true, maxItems: 40 });
    expect(server.received.at(-1)?.variables).toEqual({ ids: ["stash2plex"] });
    expect(await api.pluginSettings("another")).toEqual({});
  });

  it("jobs while a real server scans, and while it rests", async () => {
    const { api, server } = await connect("v0.30.1", {
      Jobs: await recorded("job/jobQueue-while-scanning-8"),
    });
    expect(await api.jobs()).toEqual([
      { id: "1", status: "RUNNING", description: "Scanning...", progress: 0.2912621359223301 },
    ]);
    server.answer = stashOf("v0.30.1", { Jobs: await recorded("job/jobQueue-idle") });
    expect(await api.jobs()).toEqual([]);
    const job = { id: "2", status: "READY", description: "Clean" };
    const jobQueue = [
      { ...job, progress: null },
      { ...job, progress: -1 },
      { ...job, progress: 1.2 },
    ];
    server.answer = stashOf("v0.30.1", { Jobs: json({ data: { jobQueue } }) });
    expect((await api.jobs()).map(({ progress }) => progress)).toEqual([null, null, 1]);
  });
});
