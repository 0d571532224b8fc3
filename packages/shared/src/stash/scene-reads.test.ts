import { afterEach, describe, expect, it } from "@jest/globals";

import { connectApi, type ConnectedApi } from "../../test/stash/connected-api.ts";
import { type Library, libraryAnswers } from "../../test/stash/library-answers.ts";
import { recorded } from "../../test/stash/recorded.ts";
import { type Answer, data, type Received, stashOf } from "../../test/stash/stash-server.ts";

let connected: ConnectedApi | null = null;

afterEach(async () => {
  await connected?.close();
  connected = null;
});

const connect = async (answers: Readonly<Record<string, Answer>>): Promise<ConnectedApi> => {
  connected = await connectApi(stashOf("v0.30.1", answers));
  return connected;
};

const libraryOf = (count: number): Library =>
  new Map(Array.from({ length: count }, (_, index) => [index + 1, []]));

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

const idsOf = ({ variables }: Received): readonly string[] => variables.ids as readonly string[];

describe("scenesByIds", () => {
  it("an empty list asks nothing: Stash would answer with the library", async () => {
    const { api, server } = await connect(libraryAnswers(libraryOf(3)));
    expect(await api.scenesByIds([])).toEqual(new Map());
    expect(server.received).toEqual([]);
  });

  it("reads 40 a request, each scene once", async () => {
    const { api, server } = await connect(libraryAnswers(libraryOf(100)));
    const scenes = await api.scenesByIds([...range(1, 100), 1, 2, 3]);
    expect([...scenes.keys()]).toEqual(range(1, 100));
    expect([...scenes.values()].every((scene) => scene !== null)).toBe(true);
    const lists = server.received.filter(({ operation }) => operation === "ScenesByIdsWithGroups");
    expect(lists.map((request) => idsOf(request).length)).toEqual([40, 40, 20]);
  });

  it("joins callers of one tick into one request", async () => {
    const { api, server } = await connect(libraryAnswers(libraryOf(9)));
    await api.version();
    const all = await Promise.all(range(1, 9).map((id) => api.scenesByIds([id, 5])));
    expect(all.map((scenes) => scenes.size)).toEqual([2, 2, 2, 2, 1, 2, 2, 2, 2]);
    expect(server.operations()).toEqual(["ScenesByIdsWithGroups"]);
    const [request] = server.received.slice(-1);
    expect(request === undefined ? [] : [...idsOf(request)].sort()).toEqual(
      range(1, 9).map(String),
    );
  });

  it("a missing scene is null and costs the others nothing", async () => {
    const { api, server } = await connect(libraryAnswers(libraryOf(3)));
    const scenes = await api.scenesByIds([2, 99_999, 3]);
    expect([...scenes].map(([id, scene]) => [id, scene?.id ?? null])).toEqual([
      [2, 2],
      [99_999, null],
      [3, 3],
    ]);
    expect(server.operations()).toEqual([
      "ScenesByIdsWithGroups",
      "ExistingScenes",
      "ScenesByIdsWithGroups",
    ]);
  });

  it("a scene that vanishes between two requests is null, too", async () => {
    const library = libraryOf(3);
    const answers = libraryAnswers(library);
    const { api } = await connect({
      ...answers,
      ExistingScenes: async (request) => {
        const reply = await answers.ExistingScenes?.(request);
        library.delete(3);
        return reply ?? "cut";
      },
    });
    const scenes = await api.scenesByIds([1, 3, 99_999]);
    expect([...scenes.values()].map((scene) => scene?.id ?? null)).toEqual([1, null, null]);
  });

  it("ids that Stash cannot have given are gone without a question", async () => {
    const { api, server } = await connect(libraryAnswers(libraryOf(3)));
    const scenes = await api.scenesByIds([0, -1, 1.5, Number.NaN, 2 ** 53]);
    expect([...scenes.values()]).toEqual([null, null, null, null, null]);
    expect(server.received).toEqual([]);
  });

  it("a null beside an error is not taken for a scene that is gone", async () => {
    const { api } = await connect({
      ScenesByIdsWithGroups: () => recorded("migration-needed/findScenes"),
      ExistingScenes: () => recorded("setup-needed/findScene"),
      ServerStatus: () => recorded("migration-needed/systemStatus"),
    });
    await expect(api.scenesByIds([1])).rejects.toMatchObject({ code: "migration-needed" });
  });

  it("an answer that fails although every scene exists rejects", async () => {
    const answers = libraryAnswers(libraryOf(3));
    const { api, server } = await connect({
      ...answers,
      ScenesByIdsWithGroups: () => recorded("findScenes/ids-missing"),
    });
    await expect(api.scenesByIds([1])).rejects.toMatchObject({ code: "answer-error" });
    expect(server.operations()).toEqual(["ScenesByIdsWithGroups", "ExistingScenes"]);
  });

  it("a long list stops at its first failure", async () => {
    const { api, server } = await connect({
      ScenesByIdsWithGroups: () => ({ status: 502 }),
    });
    await expect(api.scenesByIds(range(1, 1_000))).rejects.toMatchObject({ code: "server-error" });
    expect(server.operations()).toHaveLength(1);
  });

  it("one caller may give up while the other goes on", async () => {
    const answers = libraryAnswers(libraryOf(3));
    const hurried = new AbortController();
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { api } = await connect({
      ...answers,
      ScenesByIdsWithGroups: async (request) => {
        hurried.abort();
        await released;
        return (await answers.ScenesByIdsWithGroups?.(request)) ?? data({});
      },
    });
    const patient = api.scenesByIds([1]);
    await expect(api.scenesByIds([1], { signal: hurried.signal })).rejects.toMatchObject({
      code: "aborted",
    });
    release();
    expect((await patient).get(1)?.id).toBe(1);
  });
});
