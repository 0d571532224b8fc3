import { afterEach, describe, expect, it } from "@jest/globals";
import {
  emptyContainer,
  containerOf,
  guidOf,
  PROVIDER_IDENTIFIER as identifier,
} from "@stash2plex/shared/plex";

import { createFakePms, ContractViolation, type FakePms } from "./fake-pms.ts";
import type { FakePmsOptions } from "./fake-pms-options.ts";
import {
  movieOf,
  startTinyProvider,
  type Override,
  type TinyAnswer,
  type TinyProvider,
  type TinyRoute,
} from "./tiny-provider.ts";

const files = ["Nature/Owl Nest (2021).mp4", "Nature/Stranger.mp4", "notes.txt"];
const ids = { "Owl Nest (2021).mp4": 12 };
const sections = [{ title: "Films", folders: [{ path: "/data/Movies", files }] }];

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

interface Stage {
  readonly pms: FakePms;
  readonly provider: TinyProvider;
}

async function stage(
  override?: Override,
  options: Partial<FakePmsOptions> = {},
  path = "",
): Promise<Stage> {
  const provider = await startTinyProvider(ids, override, path);
  const pms = createFakePms({ sections, ...options });
  cleanups.push(provider.stop, () => pms.stop());
  await pms.register(provider.url);
  return { pms, provider };
}

/** Replaces the answer of one route. */
function answering(route: TinyRoute, answer: TinyAnswer): Override {
  return (asked) => (asked === route ? answer : undefined);
}

function oneMovie(changes: object): TinyAnswer {
  const page = { offset: 0, size: 1, total: 1 };
  return {
    body: containerOf(identifier, page, {
      Metadata: [movieOf(12, "http://pictures.test", changes)],
    }),
  };
}

describe("a scan", () => {
  it("matches what the provider knows and leaves the rest alone", async () => {
    const { pms, provider } = await stage();
    const seen: number[] = [];
    const report = await pms.scan(({ done, total }) => seen.push(done / total));
    expect(report).toMatchObject({ items: 2, matched: 1, unmatched: 1, failed: 0, violations: [] });
    expect(seen).toEqual([0.5, 1]);
    const [owl, stranger] = pms.items();
    expect(owl).toMatchObject({
      guid: guidOf(identifier, 12),
      metadata: { title: "Scene 12" },
      tags: { Genre: ["Birds"] },
      scannedTitle: "Owl Nest",
      scannedYear: 2021,
    });
    expect(stranger).toMatchObject({
      guid: "tv.plex.agents.none://2",
      metadata: null,
      problem: null,
    });
    expect(provider.requests.map(({ method, url }) => `${method} ${url}`).sort()).toEqual([
      "GET /?includePreferences=1",
      "GET /library/metadata/scene-12",
      "GET /library/metadata/scene-12/extras?updating=1&X-Plex-Container-Size=50&X-Plex-Container-Start=0&X-Plex-Country=US&X-Plex-Language=en-US",
      "POST /library/metadata/matches",
      "POST /library/metadata/matches",
    ]);
  });

  it("sends what PMS sends", async () => {
    const { pms, provider } = await stage(undefined, { language: "de-DE", country: "DE" });
    await pms.scan();
    const match = provider.requests.find(({ method }) => method === "POST");
    expect(match?.headers).toMatchObject({
      "user-agent": expect.stringMatching(/^PlexMediaServer\/1\.43/) as unknown,
      accept: "*/*",
      "x-plex-language": "de-DE",
      "x-plex-country": "DE",
    });
    expect(match?.body).toEqual({
      type: 1,
      title: "Owl Nest",
      year: 2021,
      filename: "Nature/Owl Nest (2021).mp4",
      manual: 0,
    });
  });

  it.each<[Partial<FakePmsOptions>, object]>([
    [{ filenameForm: "leading-slash" }, { filename: "/Nature/Stranger.mp4" }],
    [{ filenameForm: "base-folder" }, { filename: "Movies/Nature/Stranger.mp4" }],
    [{ filenameForm: "leading-slash-base-folder" }, { filename: "/Movies/Nature/Stranger.mp4" }],
    [{ filenameSeparator: "\\" }, { filename: "Nature\\Stranger.mp4" }],
    [{ numbersAsStrings: true }, { type: "1", manual: "0" }],
    [{ missingYear: "minus-one" }, { year: -1 }],
    [{ includeAdult: 1 }, { includeAdult: 1 }],
  ])("reads the contract as %j", async (readings, body) => {
    const { pms, provider } = await stage(undefined, readings);
    await pms.scan();
    const bodies = provider.requests.map((request) => request.body);
    expect(bodies).toContainEqual(expect.objectContaining({ title: "Stranger", ...body }));
  });

  it("appends keys to a registered URL with a path, and reads its root without a slash", async () => {
    const { pms, provider } = await stage(undefined, {}, "/secret");
    expect(await pms.scan()).toMatchObject({ matched: 1, violations: [] });
    const urls = provider.requests.map(({ url }) => url);
    expect(urls[0]).toBe("/secret?includePreferences=1");
    expect(urls).toContain("/secret/library/metadata/matches");
  });

  it("asks about new files only, and drops vanished ones", async () => {
    const { pms, provider } = await stage();
    await pms.scan();
    const before = provider.requests.length;
    pms.addFile("/data/Movies", "Nature/New.mp4");
    pms.removeFile("/data/Movies", "Nature/Stranger.mp4");
    await pms.scan();
    expect(provider.requests.length).toBe(before + 1);
    expect(pms.items().map(({ file }) => file)).toEqual([files[0], "Nature/New.mp4"]);
  });

  it("keeps to its concurrency", async () => {
    let open = 0;
    let most = 0;
    const override: Override = async (route) => {
      if (route !== "match") return undefined;
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setImmediate(resolve));
      open -= 1;
      return undefined;
    };
    const many = Array.from({ length: 40 }, (_, index) => `File ${index}.mp4`);
    const folder = [{ title: "Films", folders: [{ path: "/m", files: many }] }];
    const { pms } = await stage(override, { sections: folder, concurrency: 3 });
    expect((await pms.scan()).items).toBe(40);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(3);
  });

  it("keeps an error as an error and goes on", async () => {
    const { pms } = await stage(
      answering("match", { status: 503, body: { error: "Stash does not answer" } }),
    );
    expect(await pms.scan()).toMatchObject({ matched: 0, failed: 2, violations: [] });
    expect(pms.items()[0]?.problem).toEqual({
      during: "match",
      status: 503,
      sentence: 'The provider answered 503: {"error":"Stash does not answer"}',
    });
  });

  it("gives up on a silent provider", async () => {
    const override: Override = (route) =>
      route === "match" ? new Promise(() => undefined) : undefined;
    // The time limit of a match strikes at once; that of the root never.
    let timers = 0;
    const clock = {
      now: () => 0,
      setTimeout: (task: () => void) => {
        timers += 1;
        if (timers > 1) queueMicrotask(task);
        return { cancel: () => undefined };
      },
    };
    const { pms } = await stage(override, { clock });
    await pms.scan();
    expect(pms.items()[0]?.problem).toMatchObject({
      status: null,
      sentence: expect.stringMatching(/within 90 s/) as unknown,
    });
  });

  it("reports times of all requests", async () => {
    const { pms } = await stage();
    const { requests } = await pms.scan();
    expect(requests.map(({ purpose, count, failed }) => [purpose, count, failed])).toEqual([
      ["root", 1, 0],
      ["match", 2, 0],
      ["metadata", 1, 0],
      ["extras", 1, 0],
    ]);
    for (const { p50, p95, max } of requests)
      expect(p50 <= p95 && p95 <= max && max > 0).toBe(true);
    expect(pms.exchanges().length).toBe(5);
  });
});

describe("a violation of the contract", () => {
  const html = { headers: { "content-type": "text/html" }, body: "<html></html>" };
  const two = { offset: 0, size: 2, total: 2 };
  const twoMovies = [movieOf(12, "http://p.test"), movieOf(13, "http://p.test")];

  it.each<[string, Override, RegExp]>([
    [
      "404 for no match",
      answering("match", { status: 404, body: {} }),
      /matches: status 404; a match without a result is 200/,
    ],
    ["400 for a good request", answering("match", { status: 400, body: {} }), /status 400/],
    ["a redirect", answering("match", { status: 302, headers: { location: "/" } }), /status 302/],
    ["html", answering("match", html), /content type is text\/html/],
    [
      "html in an error",
      answering("match", { ...html, status: 500 }),
      /content type is text\/html/,
    ],
    ["broken JSON", answering("match", { body: "{" }), /not valid JSON/],
    [
      "two results for a scan",
      answering("match", { body: containerOf(identifier, two, { Metadata: twoMovies }) }),
      /2 results for an automatic match/,
    ],
    [
      "a guid without movie/",
      answering("match", oneMovie({ guid: `${identifier}://scene-12` })),
      /guid/,
    ],
    [
      "a relative thumb",
      answering("metadata", oneMovie({ thumb: "/x.jpg" })),
      /thumb: a picture has an absolute/,
    ],
    [
      "another item",
      answering("metadata", {
        body: containerOf(
          identifier,
          { offset: 0, size: 1, total: 1 },
          { Metadata: [movieOf(13, "http://p.test")] },
        ),
      }),
      /answered with scene-13/,
    ],
    [
      "an empty metadata answer",
      answering("metadata", { body: emptyContainer(identifier) }),
      /exactly one item/,
    ],
    ["404 for extras", answering("extras", { status: 404, body: {} }), /PMS drops the extras/],
    [
      "a size that is wrong",
      answering("extras", { body: containerOf(identifier, two, {}) }),
      /size must be/,
    ],
  ])("%s is found", async (_name, override, sentence) => {
    const { pms } = await stage(override);
    const { violations } = await pms.scan();
    expect(violations).toContainEqual(expect.stringMatching(sentence));
  });

  it("can end the scan at once", async () => {
    const override = answering("match", { status: 404, body: {} });
    const { pms, provider } = await stage(override, { throwOnViolation: true, concurrency: 1 });
    await expect(pms.scan()).rejects.toThrow(ContractViolation);
    expect(provider.requests.length).toBe(2);
  });

  it.each<[string, TinyAnswer]>([
    ["a container around the root", { body: emptyContainer(identifier) }],
    ["no JSON", html],
    ["an error", { status: 503, body: {} }],
  ])("%s fails the registration in words", async (_name, answer) => {
    const provider = await startTinyProvider({}, answering("root", answer));
    cleanups.push(provider.stop);
    const pms = createFakePms({ sections });
    await expect(pms.register(provider.url)).rejects.toThrow(/cannot be added: /);
    expect(pms.violations()).not.toEqual([]);
  });

  it("is not what a refused connection is", async () => {
    const provider = await startTinyProvider({});
    await provider.stop();
    const pms = createFakePms({ sections });
    await expect(pms.register(provider.url)).rejects.toThrow(/did not answer: .*ECONNREFUSED/);
    expect(pms.violations()).toEqual([]);
  });
});

describe("a refresh", () => {
  it("uses the stored guid only", async () => {
    const { pms, provider } = await stage();
    await pms.scan();
    const before = provider.requests.length;
    await pms.refresh(1);
    await pms.refresh(2);
    const after = provider.requests
      .slice(before)
      .map(({ method, url }) => `${method} ${url.split("?")[0]}`);
    expect(after).toEqual([
      "GET /library/metadata/scene-12",
      "GET /library/metadata/scene-12/extras",
    ]);
  });

  it.each([404, 500, 503])("that is answered %d keeps what the item has", async (status) => {
    let isDown = false;
    const { pms } = await stage((route) => {
      return route === "metadata" && isDown ? { status, body: { error: "no" } } : undefined;
    });
    await pms.scan();
    isDown = true;
    const item = await pms.refresh(1);
    expect(item).toMatchObject({
      metadata: { title: "Scene 12" },
      problem: { during: "metadata", status },
    });
    isDown = false;
    expect((await pms.refresh(1)).problem).toBeNull();
  });

  it.each([
    [true, ["Birds", "Owls"]],
    [false, ["Owls"]],
  ])("with keepsStaleTags %s shows %j", async (keepsStaleTags, genres) => {
    let changes: object = {};
    const { pms } = await stage((route) => (route === "metadata" ? oneMovie(changes) : undefined), {
      keepsStaleTags,
    });
    await pms.scan();
    changes = { Genre: [{ tag: "Owls" }] };
    expect((await pms.refresh(1)).tags.Genre).toEqual(genres);
  });
});

describe("Fix Match", () => {
  it("sends the file name while nothing is typed, and the text alone when something is", async () => {
    const { pms, provider } = await stage();
    await pms.scan();
    await pms.candidates(2);
    await pms.candidates(2, { title: "scene-12", year: 2021 });
    expect(provider.requests.slice(-2).map(({ body }) => body)).toEqual([
      { type: 1, title: "Stranger", filename: "Nature/Stranger.mp4", manual: 1 },
      { type: 1, title: "scene-12", year: 2021, manual: 1 },
    ]);
  });

  it("takes the chosen result and refreshes", async () => {
    const results = [
      movieOf(12, "http://p.test", { score: 99 }),
      movieOf(13, "http://p.test", { score: 90 }),
    ];
    const page = { offset: 0, size: 2, total: 2 };
    const { pms } = await stage((route, { body }) => {
      const isManual = route === "match" && (body as { manual: number }).manual === 1;
      return isManual ? { body: containerOf(identifier, page, { Metadata: results }) } : undefined;
    });
    await pms.scan();
    expect((await pms.fixMatch(2, { title: "x" }, guidOf(identifier, 13))).metadata?.title).toBe(
      "Scene 13",
    );
    expect((await pms.fixMatch(2)).guid).toBe(guidOf(identifier, 12));
    expect(pms.unmatch(2)).toMatchObject({ guid: "tv.plex.agents.none://2", metadata: null });
    expect(pms.violations()).toEqual([]);
  });
});

describe("pictures", () => {
  it("are fetched by HEAD and GET when the picker is opened", async () => {
    const { pms, provider } = await stage();
    await pms.scan();
    const pictures = await pms.openArtwork(1);
    expect(pictures.map(({ length }) => length)).toEqual([6]);
    expect(provider.requests.slice(-3).map(({ method, url }) => `${method} ${url}`)).toEqual([
      "GET /library/metadata/scene-12/images",
      "HEAD /images/12.jpg",
      "GET /images/12.jpg",
    ]);
    expect(pms.violations()).toEqual([]);
    expect(pms.items()[0]?.images.length).toBe(1);
  });

  const svg = { "content-type": "image/svg+xml", "cache-control": "public" };
  it.each<[string, TinyAnswer, RegExp]>([
    ["an SVG", { headers: svg, body: "<svg/>" }, /neither JPEG nor PNG/],
    [
      "a wrong type",
      {
        headers: { ...svg, "content-type": "image/png" },
        body: Uint8Array.from([0xff, 0xd8, 0xff]),
      },
      /is image\/jpeg and calls itself image\/png/,
    ],
    [
      "no caching",
      { headers: { "content-type": "image/jpeg" }, body: Uint8Array.from([0xff, 0xd8, 0xff]) },
      /no cache-control/,
    ],
    ["a redirect", { status: 302, headers: { location: "/login" } }, /status 302/],
  ])("as %s break the contract", async (_name, answer, sentence) => {
    const { pms } = await stage(answering("picture", answer));
    await pms.scan();
    await pms.openArtwork(1);
    expect(pms.violations()).toContainEqual(expect.stringMatching(sentence));
  });

  it("may be absent", async () => {
    const { pms } = await stage(answering("picture", { status: 404, body: {} }));
    await pms.scan();
    expect(await pms.openArtwork(1)).toEqual([]);
    expect(pms.violations()).toEqual([]);
  });
});
