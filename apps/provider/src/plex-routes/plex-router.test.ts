import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { defaultItemSettings, desiredItem, digestOf } from "@stash2plex/shared/item";
import {
  emptyContainerSchema,
  imagesContainerSchema,
  matchContainerSchema,
  metadataContainerSchema,
  PROVIDER_IDENTIFIER,
  providerRootSchema,
} from "@stash2plex/shared/plex";

import { type Harness, startHarness } from "../../test/plex-harness.ts";
import { sceneDetail } from "../../test/scene-detail.ts";
import { createRenderedItems } from "./rendered-items.ts";

const matches = "/library/metadata/matches";
let harness: Harness;

beforeEach(async () => {
  harness = await startHarness();
});

afterEach(() => harness.close());

const post = (body: unknown, path = matches) =>
  harness.ask(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body),
  });

describe("root", () => {
  it.each(["/", "", "/?includePreferences=1", "?includePreferences=1", "//", "/?a=%&b"])(
    "answers %j with the registration document",
    async (path) => {
      const answer = await harness.ask(
        path === "" ? "/" : path.startsWith("?") ? `/${path}` : path,
      );
      expect(answer.status).toBe(200);
      expect(answer.headers["content-type"]).toBe("application/json; charset=utf-8");
      expect(providerRootSchema(PROVIDER_IDENTIFIER).parse(answer.json())).toBeDefined();
    },
  );
});

describe("match", () => {
  it("answers an automatic match with one result that holds the contract", async () => {
    const answer = await post({
      type: 1,
      filename: "Alps/Alpine Morning 12.mp4",
      title: "Alpine Morning",
    });
    expect(answer.status).toBe(200);
    const parsed = matchContainerSchema(PROVIDER_IDENTIFIER).parse(answer.json());
    expect(parsed.MediaContainer).toMatchObject({
      size: 1,
      Metadata: [
        { guid: `${PROVIDER_IDENTIFIER}://movie/scene-12`, title: "Alpine Morning 12", score: 100 },
      ],
    });
    expect(harness.answered).toMatchObject([
      {
        route: "match",
        status: 200,
        outcome: "matched",
        details: { rung: "base name", sceneId: 12 },
      },
    ]);
  });

  it("takes fields from the query, whatever the content type and method of sending", async () => {
    const answer = await harness.ask(
      `${matches}?type=1&title=Dawn&X-Plex-Language=de-DE&X-Plex-Country=de`,
      {
        method: "POST",
      },
    );
    expect(answer.status).toBe(200);
    expect(harness.matched).toMatchObject([{ type: 1, title: "Dawn" }]);
    expect(harness.answered[0]?.details).toMatchObject({ language: "de-DE", country: "DE" });
  });

  it("reads language and country from headers too", async () => {
    await harness.ask(matches, {
      method: "POST",
      headers: { "X-Plex-Language": "en-US", "X-Plex-Country": "US", "Content-Type": "text/plain" },
      body: '{"type":"1"}',
    });
    expect(harness.answered[0]?.details).toMatchObject({ language: "en-US", country: "US" });
  });

  it("lists candidates of a manual match, best first, with falling scores from 99 to 81", async () => {
    const scenes = Array.from({ length: 25 }, (_, index) => ({
      sceneId: index + 1,
      rung: "title",
      score: Math.max(81, 99 - index),
      reason: "the words agree",
    }));
    harness.decide = () => ({ outcome: "listed", scenes, explanation: () => [] });
    const answer = await post({ type: 1, title: "morning", manual: 1 });
    const { MediaContainer } = matchContainerSchema(PROVIDER_IDENTIFIER).parse(answer.json());
    const scores = (MediaContainer.Metadata ?? []).map(({ score }) => score);
    expect(scores).toHaveLength(25);
    expect(scores.slice(0, 3)).toEqual([99, 98, 97]);
    expect(scores.at(-1)).toBe(81);
  });

  it.each(["ambiguous", "no-match", "filtered"] as const)(
    "says nothing matched when %s",
    async (outcome) => {
      harness.decide = () => ({ outcome, scenes: [], explanation: () => [] });
      const answer = await post({ type: 1, filename: "a.mp4" });
      expect(answer.status).toBe(200);
      expect(emptyContainerSchema(PROVIDER_IDENTIFIER).parse(answer.json())).toBeDefined();
      expect(harness.answered[0]).toMatchObject({ outcome });
    },
  );

  it("says nothing matched when the scene vanished meanwhile", async () => {
    harness.scene = () => ({ kind: "gone" });
    expect((await post({ type: 1 })).json()).toMatchObject({ MediaContainer: { size: 0 } });
    expect(harness.answered[0]).toMatchObject({ outcome: "no-match" });
  });

  it.each([
    ["503", 503],
    ["500", 500],
    ["empty", 200],
  ] as const)(
    "answers what Stash could not confirm by UNCONFIRMED_MATCH=%s",
    async (setting, status) => {
      harness.settings = { ...harness.settings, unconfirmedMatch: setting };
      harness.decide = () => ({
        outcome: "unconfirmed",
        scenes: [],
        explanation: () => [],
        problem: "Stash is away.",
      });
      const answer = await post({ type: 1, filename: "a.mp4" });
      expect(answer.status).toBe(status);
      expect(answer.headers["content-type"]).toMatch(/^application\/json/);
      if (status === 200) expect(answer.json()).toMatchObject({ MediaContainer: { size: 0 } });
      else expect(answer.json()).toEqual({ error: { status, message: "Stash is away." } });
      expect(harness.answered[0]).toMatchObject({ outcome: "unconfirmed" });
    },
  );

  it("withholds without includeAdult when ADULT=when-asked", async () => {
    harness.settings = { ...harness.settings, adult: "when-asked" };
    const withheld = await post({ type: 1, filename: "a.mp4" });
    expect(withheld.json()).toMatchObject({ MediaContainer: { size: 0 } });
    const asked = await post({ type: 1, filename: "a.mp4", includeAdult: "1" });
    expect(asked.json()).toMatchObject({ MediaContainer: { size: 1 } });
    expect(harness.answered.map(({ outcome }) => outcome)).toEqual(["adult-withheld", "matched"]);
  });

  it("has nothing for shows", async () => {
    expect((await post({ type: 2, title: "Show" })).json()).toMatchObject({
      MediaContainer: { size: 0 },
    });
    expect(harness.matched).toEqual([]);
  });

  const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  it.each([
    ["an array", "[1]", "must be a JSON object"],
    ["a string", '"x"', "must be a JSON object"],
    ["null", "null", "must be a JSON object"],
    ["no JSON", "{type:1", "not valid JSON"],
    ["rubbish", "\u0000\u0001", "not valid JSON"],
    ["form data", "type=1&title=x", "not valid JSON"],
    ["no type", "{}", "`type`"],
    ["a type that is none", '{"type":{}}', "`type`"],
    ["broken UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), "not valid UTF-8"],
    ["deep nesting", `{"type":1,"a":${deep}}`, "nested deeper"],
    ["deep objects", '{"a":'.repeat(5_000), "nested deeper"],
    ["a megabyte and more", `{"type":1,"title":"${"x".repeat(1_048_576)}"}`, "larger than"],
    ["1 MB of rubbish", Buffer.alloc(1_048_576, 0x41), "not valid JSON"],
    [
      "a file name of 5,000 letters",
      JSON.stringify({ type: 1, filename: "x".repeat(5_000) }),
      "longer than",
    ],
  ])("refuses %s with 400 and the reason", async (_name, body, reason) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(answer.json()).toMatchObject({ error: { message: expect.stringContaining(reason) } });
    expect(harness.matched).toEqual([]);
  });

  it("refuses a compressed body", async () => {
    const answer = await harness.ask(matches, {
      method: "POST",
      headers: { "Content-Encoding": "gzip" },
      body: "x",
    });
    expect(answer.status).toBe(400);
  });

  it.each([
    [
      "strange types",
      { type: 1, title: { a: 1 }, year: [1], guid: true, filename: 12, manual: "yes" },
    ],
    ["a prototype", '{"type":1,"__proto__":{"manual":1},"constructor":{"a":1}}'],
    ["a NUL in the title", { type: 1, title: "a\u0000b" }],
    ["half of a surrogate pair", '{"type":1,"filename":"\\ud800.mp4"}'],
    ["brackets within text", { type: 1, title: "[".repeat(500) }],
  ])("survives %s", async (_name, body) => {
    expect((await post(body)).status).toBe(200);
  });

  it("turns what breaks inside into a JSON 500 that names the log line", async () => {
    harness.decide = () => {
      throw new Error("inner detail");
    };
    const answer = await post({ type: 1 });
    expect(answer.status).toBe(500);
    expect(answer.text).toContain("id-1");
    expect(answer.text).not.toContain("inner detail");
  });
});

describe("metadata", () => {
  it("answers a scene with addresses at the host by which PMS came", async () => {
    const answer = await harness.ask("/library/metadata/scene-12", {
      headers: { Host: "nas.local:9998" },
    });
    const { MediaContainer } = metadataContainerSchema(PROVIDER_IDENTIFIER).parse(answer.json());
    expect(MediaContainer.Metadata?.[0]?.thumb).toMatch(
      /^http:\/\/nas\.local:9998\/images\/scene-poster\/12\//,
    );
  });

  it.each([
    "evil.example/path",
    "a b",
    "user@host",
    "host:99999",
    "host:port",
    "<script>",
    "[::1",
    "é.example",
  ])("never puts the Host header %j into an address", async (host) => {
    const headers = { Host: Buffer.from(host).toString("latin1") };
    const answer = await harness.ask("/library/metadata/scene-12", { headers });
    if (answer.status !== 200) return;
    const { MediaContainer } = metadataContainerSchema(PROVIDER_IDENTIFIER).parse(answer.json());
    expect(MediaContainer.Metadata?.[0]?.thumb).toContain(
      `http://127.0.0.1:${harness.port}/images/`,
    );
  });

  it("tells what was served, once for answers that are kept, and again when they are made anew", async () => {
    const told: string[] = [];
    const observed = await startHarness({
      items: createRenderedItems({
        settings: () => harness.settings,
        version: () => harness.version,
        pictureKey: null,
        served: (sceneId, digest) => told.push(`${sceneId} ${digest}`),
      }),
    });
    const digest = digestOf(desiredItem(sceneDetail(12), harness.settings.item));
    for (const version of [1, 1, 2]) {
      harness.version = version;
      await observed.ask("/library/metadata/scene-12");
    }
    await observed.ask("/library/metadata/scene-12/images");
    await observed.close();
    expect(told).toEqual([`12 ${digest}`, `12 ${digest}`]);
  });

  it("answers images as Image[]", async () => {
    const answer = await harness.ask("/library/metadata/scene-12/images");
    const { MediaContainer } = imagesContainerSchema(PROVIDER_IDENTIFIER).parse(answer.json());
    expect(MediaContainer.Image?.map(({ type }) => type)).toContain("coverPoster");
  });

  it.each(["children", "grandchildren", "extras"])(
    "answers %s with an empty page",
    async (list) => {
      const query = "updating=1&X-Plex-Container-Size=50&X-Plex-Container-Start=0";
      const answer = await harness.ask(`/library/metadata/scene-12/${list}?${query}`);
      expect(answer.status).toBe(200);
      expect(emptyContainerSchema(PROVIDER_IDENTIFIER).parse(answer.json())).toBeDefined();
    },
  );

  it.each([
    "scene-0",
    "scene-x",
    "12",
    "scene-12.5",
    "scene-99999999999999999999",
    "..",
    "%00",
    "é",
    "scene-500",
  ])("answers the unknown key %j with a JSON 404", async (key) => {
    const answer = await harness.ask(`/library/metadata/${encodeURIComponent(key)}`);
    expect(answer.status).toBe(404);
    expect(answer.json()).toMatchObject({ error: { status: 404 } });
  });

  it("answers 503 while nobody knows the scene and Stash does not answer", async () => {
    harness.scene = () => ({ kind: "unavailable", problem: "Stash did not answer within 10 s." });
    const answer = await harness.ask("/library/metadata/scene-12");
    expect(answer.status).toBe(503);
    expect(answer.headers["retry-after"]).toBe("30");
    expect(answer.json()).toEqual({
      error: { status: 503, message: "Stash did not answer within 10 s." },
    });
  });

  it("is rendered anew when the mirror, the settings or the host change, and only then", async () => {
    let title = "One";
    harness.scene = (id) => ({ kind: "scene", detail: sceneDetail(id, { title }) });
    const shown = async (host = "a:1"): Promise<unknown> => {
      const answer = await harness.ask("/library/metadata/scene-12", { headers: { Host: host } });
      return metadataContainerSchema(PROVIDER_IDENTIFIER).parse(answer.json()).MediaContainer
        .Metadata?.[0];
    };
    expect(await shown()).toMatchObject({ title: "One" });
    title = "Two";
    expect(await shown()).toMatchObject({ title: "One" });
    expect(await shown("b:2")).toMatchObject({
      title: "Two",
      thumb: expect.stringContaining("http://b:2/"),
    });
    harness.version += 1;
    expect(await shown()).toMatchObject({ title: "Two" });
    harness.settings = {
      ...harness.settings,
      item: { ...defaultItemSettings, titleTemplate: "{title}!" },
    };
    expect(await shown()).toMatchObject({ title: "Two!" });
    title = "Three";
    harness.fresh = false;
    expect(await shown()).toMatchObject({ title: "Three!" });
  });

  it("answers HEAD like GET, without a body", async () => {
    const get = await harness.ask("/library/metadata/scene-12");
    const head = await harness.ask("/library/metadata/scene-12", { method: "HEAD" });
    expect(head.status).toBe(200);
    expect(head.text).toBe("");
    expect(head.headers["content-length"]).toBe(get.headers["content-length"]);
  });
});

describe("everything else", () => {
  it.each([
    ["GET", matches, 405],
    ["PUT", matches, 405],
    ["DELETE", matches, 405],
    ["POST", "/", 405],
    ["PUT", "/library/metadata/scene-12", 405],
    ["POST", "/library/metadata/scene-12/images", 405],
    ["GET", "/library", 404],
    ["GET", "/library/", 404],
    ["GET", "/library/metadata", 404],
    ["GET", "/library/metadata/", 404],
    ["GET", "/library/collections/1", 404],
    ["GET", "/library/metadata/scene-12/theme", 404],
    ["GET", "/library/metadata/%E0%A4%A", 400],
    ["GET", "/LIBRARY/metadata/scene-12", 404],
    ["GET", "/nothing", 404],
    ["GET", "/.env", 404],
    ["POST", "/nothing", 404],
  ])("answers %s %s with JSON %i", async (method, path, status) => {
    const answer = await harness.ask(path, { method });
    expect(answer.status).toBe(status);
    expect(answer.headers["content-type"]).toMatch(/^application\/json/);
    expect(answer.json()).toMatchObject({ error: { status } });
  });

  it("does not say by what it is made", async () => {
    expect((await harness.ask("/")).headers).not.toHaveProperty("x-powered-by");
  });

  it("answers addresses with doubled slashes, as a registered URL with a slash at its end makes them", async () => {
    const answer = await harness.ask("//library/metadata/scene-12");
    expect(answer.status).toBe(200);
  });
});

describe("with PROVIDER_SECRET", () => {
  beforeEach(async () => {
    await harness.close();
    harness = await startHarness({ providerSecret: "a-long-secret" });
  });

  it.each([
    ["/a-long-secret", 200],
    ["/a-long-secret/", 200],
    ["/a-long-secret?includePreferences=1", 200],
    ["/a-long-secret/library/metadata/scene-12", 200],
    ["/a-long-secret//library/metadata/scene-12/extras", 200],
    ["/a-long-secret/ui", 404],
    ["/a-long-secret/a-long-secret/", 404],
    ["/", 404],
    ["/?x", 404],
    ["/library/metadata/scene-12", 404],
    ["/wrong-secret/library/metadata/scene-12", 404],
    ["/a-long-secre/", 404],
    ["/A-LONG-SECRET/", 404],
  ])("answers %s with %i", async (path, status) => {
    const answer = await harness.ask(path);
    expect(answer.status).toBe(status);
    expect(answer.headers["content-type"]).toMatch(/^application\/json/);
  });

  it("matches below the secret only, and keeps it out of all answers", async () => {
    const inside = await post({ type: 1 }, `/a-long-secret${matches}`);
    expect(inside.status).toBe(200);
    expect(inside.text).not.toContain("a-long-secret");
    expect((await post({ type: 1 })).status).toBe(404);
  });
});

describe("with PUBLIC_URL", () => {
  it("builds addresses on it, path included", async () => {
    await harness.close();
    harness = await startHarness({ publicUrl: "https://media.example/s2p" });
    const answer = await harness.ask("/library/metadata/scene-12", {
      headers: { Host: "inner:9998" },
    });
    expect(answer.text).toContain('"https://media.example/s2p/images/scene-poster/12/');
    expect(answer.text).not.toContain("inner:9998");
  });
});
