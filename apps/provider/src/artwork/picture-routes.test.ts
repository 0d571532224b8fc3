import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import sharp from "sharp";

import { drawn, hugeClaim } from "../../test/drawn-pictures.ts";
import { type PictureServers, startPictureServers } from "../../test/picture-server.ts";
import { SOURCE_KEY } from "../../test/picture-source.ts";
import { picturePath } from "../picture-url.ts";

const cover = await drawn(320, 180).jpeg().toBuffer();
const logo = await drawn(64, 64, 0).png().toBuffer();
const SCENE = "/scene/3/screenshot";
const POSTER = "/images/scene-poster/3/17.jpg";

let servers: PictureServers;

beforeEach(async () => {
  servers = await startPictureServers();
  servers.source.put(SCENE, cover);
});

afterEach(() => servers.stop());

const bytesOf = async (answer: Response): Promise<Buffer> =>
  Buffer.from(await answer.arrayBuffer());

describe("a picture", () => {
  it.each([
    ["scene-poster", SCENE, cover, "image/jpeg", 600, 900],
    ["scene-background", SCENE, cover, "image/jpeg", 320, 180],
    ["scene-snapshot", SCENE, cover, "image/jpeg", 320, 180],
    ["performer", "/performer/3/image", cover, "image/jpeg", 320, 180],
    ["studio-logo", "/studio/3/image", logo, "image/png", 64, 64],
    ["group-poster", "/group/3/frontimage", cover, "image/jpeg", 600, 900],
  ])("of kind %s comes from %s", async (kind, path, body, type, width, height) => {
    servers.source.put(path, body, "application/octet-stream");
    const { url } = await servers.start();
    const answer = await fetch(`${url}/images/${kind}/3/17.jpg`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe(type);
    expect(await sharp(await bytesOf(answer)).metadata()).toMatchObject({ width, height });
    expect(servers.source.requests).toEqual([path]);
  });

  it("is composed as POSTER_MODE says, also when the mode has changed", async () => {
    const first = await servers.start({ POSTER_MODE: "letterbox" });
    const before = await bytesOf(await fetch(first.url + POSTER));
    await first.stop();
    const second = await servers.start({ POSTER_MODE: "original" });
    const after = await bytesOf(await fetch(second.url + POSTER));
    expect((await sharp(before).metadata()).height).toBe(900);
    expect((await sharp(after).metadata()).height).toBe(180);
  });

  it("may be kept for ever under its version, shown anywhere, and compared", async () => {
    const { url } = await servers.start();
    const { headers } = await fetch(url + POSTER);
    expect(headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(headers.get("etag")).toMatch(/^"[\w-]{27}"$/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("cross-origin-resource-policy")).toBe("cross-origin");
  });

  it("says by HEAD what GET says", async () => {
    const { url } = await servers.start();
    const head = await fetch(url + POSTER, { method: "HEAD" });
    const get = await fetch(url + POSTER);
    const size = (await bytesOf(get)).length;
    expect(head.status).toBe(200);
    expect(await bytesOf(head)).toHaveLength(0);
    for (const name of ["content-length", "content-type", "etag", "cache-control"]) {
      expect(head.headers.get(name)).toBe(get.headers.get(name));
    }
    expect(head.headers.get("content-length")).toBe(String(size));
  });

  it.each(["same", "weak", "any", "one of several"])("is 304 for %s tag", async (how) => {
    const { url } = await servers.start();
    const etag = (await fetch(url + POSTER)).headers.get("etag") ?? "";
    const tags = new Map([
      ["same", etag],
      ["weak", `W/${etag}`],
      ["any", "*"],
      ["one of several", `"other", ${etag}`],
    ]);
    const headers = { "if-none-match": tags.get(how) ?? "" };
    const answer = await fetch(url + POSTER, { headers });
    expect(answer.status).toBe(304);
    expect(await bytesOf(answer)).toHaveLength(0);
    expect(answer.headers.get("etag")).toBe(etag);
  });

  it("is sent whole for another tag", async () => {
    const { url } = await servers.start();
    const answer = await fetch(url + POSTER, { headers: { "if-none-match": '"other"' } });
    expect(answer.status).toBe(200);
  });

  it("without a version is kept for a short time only", async () => {
    servers.library.version = "0";
    const { url } = await servers.start();
    const answer = await fetch(`${url}/images/scene-poster/3/0.jpg`);
    expect(answer.headers.get("cache-control")).toBe("public, max-age=300");
  });
});

describe("no picture", () => {
  it.each([
    ["a placeholder", "<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml", 404],
    ["zero bytes of PNG", new Uint8Array(3), "image/png", 404],
    ["a cut picture", cover.subarray(0, cover.length / 2), "image/jpeg", 502],
    ["a hostile picture", hugeClaim(), "image/png", 502],
  ])("for %s: a sentence, and not for long", async (_what, body, type, status) => {
    servers.source.put(SCENE, body, type);
    const { url } = await servers.start();
    const answers = [await fetch(url + POSTER), await fetch(url + POSTER)];
    for (const answer of answers) {
      expect(answer.status).toBe(status);
      expect(answer.headers.get("cache-control")).toBe("public, max-age=60");
      expect(await answer.json()).toMatchObject({
        error: { status, message: expect.stringMatching(/^Stash has .*\.$/) },
      });
    }
    expect(servers.source.requests).toHaveLength(1);
  });

  it.each([
    "/images/scene-poster/4/17.jpg",
    "/images",
    "/images/",
    "/images/scene-poster/3/1.png",
    "/images/scene-poster/..%2f..%2fgraphql/1.jpg",
    "/images/scene-poster/3/..%5c..%5cstash2plex.sqlite.jpg",
    "/images/scene-poster/3%00/1.jpg",
    "/images/%E0%A4%A",
    `/images/scene-poster/3/${"1".repeat(4_000)}.jpg`,
    "/images/constructor/3/1.jpg",
  ])("at %s: 404 as JSON", async (path) => {
    const { url } = await servers.start();
    const answer = await fetch(url + path);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ error: { status: 404 } });
  });

  it("for other methods", async () => {
    const { url } = await servers.start();
    const answer = await fetch(url + POSTER, { method: "POST" });
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe("GET, HEAD");
  });
});

describe("a version that the mirror does not hold", () => {
  const cacheControlOf = (answer: Response): string | null => answer.headers.get("cache-control");

  it.each(["older", "invented"])(
    "is the present picture, for a short time: %s",
    async (version) => {
      const { url } = await servers.start();
      const present = await fetch(url + POSTER);
      const other = await fetch(url + POSTER.replace("17", version));
      expect(other.status).toBe(200);
      expect(other.headers.get("etag")).toBe(present.headers.get("etag"));
      expect(cacheControlOf(other)).toBe("public, max-age=300");
      expect(cacheControlOf(present)).toBe("public, max-age=31536000, immutable");
    },
  );

  it("costs one fetch and one kept picture, however many are invented", async () => {
    const { url } = await servers.start();
    const invented = Array.from({ length: 40 }, (_, index) => POSTER.replace("17", `${index}-x`));
    for (const path of invented) expect((await fetch(url + path)).status).toBe(200);
    expect(servers.source.requests).toEqual([SCENE]);
    expect(servers.log.filter((line) => line.startsWith("Made a picture"))).toHaveLength(1);
  });

  it("costs nothing where the mirror knows of no picture", async () => {
    servers.library.version = null;
    const { url } = await servers.start();
    const answer = await fetch(url + POSTER);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({
      error: { message: "Stash has no such picture." },
    });
    expect(servers.source.requests).toEqual([]);
  });

  it("is asked for once for all while the mirror is being filled", async () => {
    servers.library.version = null;
    servers.library.state = "filling";
    const { url } = await servers.start();
    for (const version of ["17", "18", "19"]) {
      const answer = await fetch(url + POSTER.replace("17", version));
      expect(answer.status).toBe(200);
      expect(cacheControlOf(answer)).toBe("public, max-age=300");
    }
    expect(servers.source.requests).toEqual([SCENE]);
  });

  it("is served as it was made before, when Stash does not give the present one", async () => {
    const { url } = await servers.start();
    const before = await bytesOf(await fetch(url + POSTER));
    servers.library.version = "18";
    servers.source.goAway();
    const after = await fetch(url + POSTER);
    expect(after.status).toBe(200);
    expect((await bytesOf(after)).equals(before)).toBe(true);
  });
});

describe("while the mirror is frozen", () => {
  it("pictures made before are served, and none is fetched from what may be another library", async () => {
    const { url } = await servers.start();
    await fetch(url + POSTER);
    servers.library.state = "frozen";
    expect((await fetch(url + POSTER)).status).toBe(200);
    expect((await fetch(`${url}/images/scene-background/3/17.jpg`)).status).toBe(503);
    expect(servers.source.requests).toEqual([SCENE]);
  });
});

describe("with IMAGE_SECRET", () => {
  const ref = { kind: "scene-poster", id: 3, version: "17" } as const;
  const env = { IMAGE_SECRET: "secret-of-pictures" };

  it.each([
    [200, picturePath(ref, env.IMAGE_SECRET)],
    [404, picturePath(ref, "another-secret")],
    [404, picturePath(ref, null)],
    [404, picturePath(ref, env.IMAGE_SECRET).replace("17.jpg", "18.jpg")],
  ])("%i for %s", async (status, path) => {
    const { url } = await servers.start(env);
    expect((await fetch(url + path)).status).toBe(status);
    expect(servers.source.requests).toHaveLength(status === 200 ? 1 : 0);
  });
});

describe("when Stash gives nothing", () => {
  it("what was made is still served; else 503 with a sentence", async () => {
    const first = await servers.start();
    await fetch(first.url + POSTER);
    await first.stop();
    servers.source.goAway();
    const { url } = await servers.start();
    expect((await fetch(url + POSTER)).status).toBe(200);
    const other = await fetch(`${url}/images/scene-poster/4/17.jpg`);
    expect(other.status).toBe(503);
    expect(other.headers.get("retry-after")).toBe("30");
    expect(await other.json()).toMatchObject({
      error: { message: expect.stringContaining("Stash does not give this picture") },
    });
  });

  it("serves the last picture even where versions are unknown", async () => {
    servers.library.version = "0";
    const unversioned = "/images/scene-poster/3/0.jpg";
    const first = await servers.start();
    await fetch(first.url + unversioned);
    await first.stop();
    servers.source.goAway();
    const { url } = await servers.start();
    expect((await fetch(url + unversioned)).status).toBe(200);
  });

  it("does not follow to the login page, and says what is wrong once, without the key", async () => {
    const { url } = await servers.start({ STASH_API_KEY: "" });
    for (const id of [3, 4]) {
      expect((await fetch(`${url}/images/scene-poster/${id}/17.jpg`)).status).toBe(503);
    }
    expect(servers.source.requests).toEqual([SCENE, "/scene/4/screenshot"]);
    expect(servers.log.filter((line) => line.includes("STASH_API_KEY"))).toHaveLength(1);
  });

  it("no key stands in an address or in the log", async () => {
    const { url } = await servers.start({ LOG_LEVEL: "debug" });
    await fetch(url + POSTER);
    servers.source.goAway();
    await fetch(`${url}/images/scene-poster/4/17.jpg`);
    expect(servers.log.length).toBeGreaterThan(1);
    expect([...servers.log, ...servers.source.requests].join("\n")).not.toContain(SOURCE_KEY);
  });
});
