import { afterEach, describe, expect, it } from "@jest/globals";
import WebSocket from "ws";

import { createLibrary } from "../sample-library/index.ts";
import { type FakeStash, type FakeStashOptions, startFakeStash } from "./index.ts";

const KEY = "a-key-for-tests";

let stash: FakeStash | null = null;

async function start(options: Partial<FakeStashOptions> = {}): Promise<FakeStash> {
  stash = await startFakeStash({ library: createLibrary({ seed: 3, scenes: 120 }), ...options });
  return stash;
}

afterEach(async () => {
  await stash?.close();
  stash = null;
});

interface Asked {
  readonly status: number;
  readonly data: Record<string, never> | null;
  readonly errors: readonly { message: string }[];
}

async function ask(
  server: FakeStash,
  query: string,
  headers: Record<string, string> = {},
): Promise<Asked> {
  const response = await fetch(`${server.url}/graphql`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify({ query }),
  });
  const text = await response.text();
  const body = (text === "" ? {} : JSON.parse(text)) as Partial<Asked>;
  return { status: response.status, data: body.data ?? null, errors: body.errors ?? [] };
}

/** A path of the library with characters that need no care. */
function plainPath(server: FakeStash): string {
  for (const { files } of server.library.scenes()) {
    const path = files[0]?.path ?? "";
    if (/^[\w /.-]+$/.test(path)) return path;
  }
  throw new Error("The library has no plain path.");
}

describe("look-ups, with the recorded quirks of the real server", () => {
  it("takes _ and % of EQUALS for wildcards, and ignores the case of ASCII letters", async () => {
    const server = await start();
    const path = plainPath(server);
    for (const value of [path.toUpperCase(), path.replace(/[a-z]/, "_"), `${path.slice(0, -9)}%`]) {
      const { data } = await ask(
        server,
        `{findScenes(scene_filter:{path:{value:${JSON.stringify(value)},modifier:EQUALS}}){count}}`,
      );
      expect(data?.findScenes).toMatchObject({ count: expect.any(Number) });
      expect((data?.findScenes as unknown as { count: number }).count).toBeGreaterThan(0);
    }
  });

  it("splits an unquoted INCLUDES into words that are ORed", async () => {
    const server = await start();
    const count = async (value: string): Promise<number> => {
      const { data } = await ask(
        server,
        `{findScenes(scene_filter:{path:{value:${JSON.stringify(value)},modifier:INCLUDES}}){count}}`,
      );
      return (data?.findScenes as unknown as { count: number }).count;
    };
    expect(await count("nowhere-at-all .mp4")).toBeGreaterThan(0);
    expect(await count('"nowhere-at-all .mp4"')).toBe(0);
  });

  it("answers findFile exactly, but some other file for a path with a wildcard", async () => {
    const server = await start();
    const path = plainPath(server);
    const exact = await ask(server, `{findFile(path:${JSON.stringify(path)}){path}}`);
    expect(exact.data).toEqual({ findFile: { path } });
    const wild = await ask(
      server,
      `{findFile(path:${JSON.stringify(`${path.slice(0, -6)}*`)}){path}}`,
    );
    expect(wild.data).toMatchObject({ findFile: { path: expect.any(String) } });
    const other = await ask(server, `{findFile(path:${JSON.stringify(path.toUpperCase())}){path}}`);
    expect(other).toMatchObject({
      status: 200,
      data: null,
      errors: [{ message: "file not found" }],
    });
  });

  it.each([
    ["a missing id fails the whole request", `["1","99999"]`],
    ["a repeated id fails the whole request", `["1","1"]`],
  ])("findScenes(ids): %s", async (_name, ids) => {
    const { status, data, errors } = await ask(
      await start(),
      `{findScenes(ids:${ids}){scenes{id}}}`,
    );
    expect({ status, data }).toEqual({ status: 200, data: null });
    expect(errors).toHaveLength(1);
  });

  it("takes no ids for the whole library, 25 a page", async () => {
    const { data } = await ask(await start(), "{findScenes(ids:[]){count scenes{id}}}");
    const found = data?.findScenes as unknown as { count: number; scenes: unknown[] };
    expect(found.count).toBe(120);
    expect(found.scenes).toHaveLength(25);
  });

  it("pages by key without losing or repeating a scene", async () => {
    const server = await start();
    const seen: number[] = [];
    for (let after = 0; ;) {
      const { data } = await ask(
        server,
        `{findScenes(scene_filter:{id:{value:${after},modifier:GREATER_THAN}},filter:{per_page:50,sort:"id"}){scenes{id}}}`,
      );
      const { scenes } = data?.findScenes as unknown as { scenes: { id: string }[] };
      seen.push(...scenes.map(({ id }) => Number(id)));
      if (scenes.length < 50) break;
      after = seen.at(-1) ?? 0;
    }
    expect(seen).toEqual(Array.from({ length: 120 }, (_, index) => index + 1));
  });

  it("finds a scene by the hash of each of its files", async () => {
    const server = await start();
    for (const { id, files } of server.library.scenes()) {
      for (const { oshash } of files) {
        expect(server.library.sceneByOshash(oshash ?? "")?.id).toBe(id);
      }
    }
  });
});

describe("versions", () => {
  it.each([
    ["v0.26.2", "{findGroups{count}}", 422],
    ["v0.26.2", "{findMovies{count}}", 200],
    ["v0.27.2", "{findGroups{count}}", 200],
    ["v0.28.1", `{findFile(path:"/x"){path}}`, 422],
    ["v0.30.1", "{unknownThing}", 422],
    ["v0.30.1", "{ not graphql", 422],
  ])("%s answers %s with %i", async (version, query, status) => {
    expect((await ask(await start({ version }), query)).status).toBe(status);
  });
});

describe("who may come in", () => {
  it.each([
    ["the right key", KEY, { ApiKey: KEY }, 200],
    ["a wrong key", KEY, { ApiKey: "wrong" }, 401],
    ["no key", KEY, {}, 401],
    ["a key where none is configured", null, { ApiKey: "any" }, 401],
    ["no key where none is configured", null, {}, 200],
  ])("%s", async (_name, apiKey, headers: Record<string, string>, status) => {
    const server = await start({ apiKey });
    expect((await ask(server, "{version{version}}", headers)).status).toBe(status);
  });

  it("sends pictures without a key to the login page", async () => {
    const server = await start({ apiKey: KEY });
    const response = await fetch(`${server.url}/scene/1/screenshot`, { redirect: "manual" });
    expect(response.status).toBe(302);
    expect(response.headers.get("location")).toMatch(/^\/login/);
  });

  it("shuts for everybody after a public address in X-Forwarded-For, without credentials", async () => {
    const server = await start();
    const query = "{version{version}}";
    expect((await ask(server, query, { "X-Forwarded-For": "192.168.1.9" })).status).toBe(200);
    const response = await fetch(server.url, { headers: { "X-Forwarded-For": "8.8.8.8" } });
    expect(response.status).toBe(403);
    expect((await fetch(server.url)).status).toBe(403);
  });

  it("waits for a migration with HTTP 200, a null and an error", async () => {
    const server = await start();
    server.state = "NEEDS_MIGRATION";
    const scene = await ask(server, "{findScene(id:1){id}}");
    expect(scene).toMatchObject({ status: 200, data: { findScene: null } });
    expect(scene.errors[0]?.message).toMatch(/^Internal system error/);
    const { data } = await ask(server, "{systemStatus{status}}");
    expect(data).toEqual({ systemStatus: { status: "NEEDS_MIGRATION" } });
  });
});

describe("pictures", () => {
  it("draws covers, answers 304 to their tag, refuses HEAD, and has placeholders", async () => {
    const server = await start();
    const scenes = [...server.library.scenes()];
    const withCover = scenes.find(({ cover }) => cover !== 0)?.id ?? 0;
    const without = scenes.find(({ cover }) => cover === 0)?.id ?? 0;
    const address = `${server.url}/scene/${withCover}/screenshot`;
    const cover = await fetch(address);
    expect(cover.headers.get("content-type")).toBe("image/jpeg");
    const tag = cover.headers.get("etag") ?? "";
    await cover.arrayBuffer();
    expect((await fetch(address, { headers: { "If-None-Match": tag } })).status).toBe(304);
    expect((await fetch(address, { method: "HEAD" })).status).toBe(405);
    const placeholder = await fetch(`${server.url}/scene/${without}/screenshot`);
    expect(placeholder.headers.get("content-type")).toBe("image/svg+xml");
    expect((await fetch(`${server.url}/scene/999999/screenshot`)).status).toBe(404);
    expect((await fetch(`${server.url}/scene/x/screenshot`)).status).toBe(400);
  });
});

describe("trouble on demand", () => {
  it("answers like a proxy so many times, then as always", async () => {
    const server = await start();
    server.faults.set({ status: 502, times: 1 });
    const post = (): Promise<Response> =>
      fetch(`${server.url}/graphql`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ query: "query V{version{version}}" }),
      });
    const bad = await post();
    expect([bad.status, bad.headers.get("content-type")]).toEqual([502, "text/html"]);
    expect((await post()).status).toBe(200);
    expect(server.stats()).toEqual({ operations: { V: 2 }, graphql: 2, pictures: 0 });
  });

  it("cuts connections, refuses them while paused, and comes back on its port", async () => {
    const server = await start();
    server.faults.set({ cut: true, times: 1 });
    await expect(ask(server, "{version{version}}")).rejects.toThrow();
    await server.pause();
    await expect(ask(server, "{version{version}}")).rejects.toThrow();
    await server.resume();
    expect((await ask(server, "{version{version}}")).status).toBe(200);
  });
});

describe("sockets", () => {
  it("tells a subscriber of the end of a scan; without the key nobody comes in", async () => {
    const server = await start({ apiKey: KEY });
    const address = `${server.url.replace("http", "ws")}/graphql`;
    const refused = new WebSocket(address, "graphql-transport-ws");
    await new Promise((resolve) => refused.once("error", resolve));
    const socket = new WebSocket(address, "graphql-transport-ws", { headers: { ApiKey: KEY } });
    const heard: unknown[] = [];
    const told = new Promise<void>((resolve) => {
      socket.on("message", (data: Buffer) => {
        const message = JSON.parse(data.toString()) as { type: string };
        heard.push(message);
        if (message.type === "connection_ack") {
          const payload = { query: "subscription{scanCompleteSubscribe}" };
          socket.send(JSON.stringify({ type: "subscribe", id: "1", payload }));
          socket.send(JSON.stringify({ type: "ping" }));
        }
        if (message.type === "pong") server.library.emit({ kind: "scan-complete" });
        if (message.type === "next") resolve();
      });
    });
    await new Promise((resolve) => socket.once("open", resolve));
    socket.send(JSON.stringify({ type: "connection_init" }));
    await told;
    expect(heard.at(-1)).toEqual({
      type: "next",
      id: "1",
      payload: { data: { scanCompleteSubscribe: true } },
    });
    socket.terminate();
  });
});
