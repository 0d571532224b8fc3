import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { MatchRequest } from "@stash2plex/shared/plex";

import { type AdminHarness, START, startAdminHarness } from "../../test/admin-harness.ts";
import {
  createMemorySyncService,
  deadLetter,
  type MemorySyncService,
  queueRow,
} from "../../test/memory-sync-service.ts";
import { textOf, visitorOf } from "../../test/page-visitor.ts";
import { loadSettings } from "../settings/load-settings.ts";

let harness: AdminHarness;
let service: MemorySyncService;
let matched: MatchRequest[];

const proxied = { "X-Forwarded-For": "203.0.113.9" };

beforeEach(async () => {
  service = createMemorySyncService();
  matched = [];
  harness = await startAdminHarness({
    sync: { service: () => service, offReason: () => "" },
    scene: (id) => ({ title: `Film ${id}`, picture: null }),
    matcher: (request) => {
      matched.push(request);
      return Promise.resolve({
        outcome: request.manual ? "listed" : "ambiguous",
        scenes: request.manual
          ? [{ sceneId: 12, rung: "stem", score: 85, reason: "<b>the stem agrees" }]
          : [],
        explanation: () => ["stem: two scenes fit"],
      });
    },
  });
});

afterEach(() => harness.close());

describe("/ui/matches", () => {
  const ask = (filename: string): Promise<unknown> =>
    harness.ask(`/library/metadata/matches?type=1&filename=${encodeURIComponent(filename)}`, {
      method: "POST",
    });

  it("says where requests will come from while there are none", async () => {
    expect(textOf(await harness.ask("/ui/matches"))).toContain("Plex has not asked yet.");
  });

  it("shows what was asked, what came of it, and why", async () => {
    await ask("Alps/<Opening>.mp4");
    const answer = await harness.ask("/ui/matches");
    expect(answer.text).toContain("Alps/&lt;Opening&gt;.mp4");
    expect(textOf(answer)).toContain("Outcome ambiguous");
    expect(textOf(answer)).toContain("stem: two scenes fit");
  });

  it("filters by outcome", async () => {
    await ask("Alps/Opening.mp4");
    await harness.ask("/library/metadata/scene-77");
    const all = textOf(await harness.ask("/ui/matches"));
    expect(all).toMatch(/All 2 ambiguous 1 gone 1/);
    const some = textOf(await harness.ask("/ui/matches?outcome=gone"));
    expect(some).toContain("scene 77");
    expect(some).not.toContain("Alps");
    expect(textOf(await harness.ask("/ui/matches?outcome=never"))).toContain(
      "No request had that outcome.",
    );
  });

  it("hides names from who is not trusted, but not the outcome", async () => {
    await ask("Alps/Hidden.mp4");
    const answer = await harness.ask("/ui/matches", { headers: proxied });
    expect(answer.text).not.toContain("Hidden");
    expect(textOf(answer)).not.toContain("two scenes fit");
    expect(textOf(answer)).toContain("Outcome ambiguous");
  });
});

describe("/ui/paths", () => {
  it("asks nobody before a path is given", async () => {
    const text = textOf(await harness.ask("/ui/paths"));
    expect(text).toContain("Try a path");
    expect(matched).toEqual([]);
  });

  it("shows the rule, the path in Stash, the answer and the candidates with their reasons", async () => {
    const answer = await harness.ask("/ui/paths?plex=%2Fdata%2Fa.mp4");
    const text = textOf(answer);
    expect(text).toContain("Rule nas");
    expect(text).toContain("Path in Stash /mnt/a.mp4");
    expect(text).toContain("Stash has it yes");
    expect(text).toContain("ambiguous More than one scene fits, so none is taken.");
    expect(text).toContain("stem: two scenes fit");
    expect(text).toContain("Film 12 stem 85 &lt;b&gt;the stem agrees");
    expect(matched).toMatchObject([
      { type: 1, filename: "/data/a.mp4", manual: false },
      { type: 1, filename: "/data/a.mp4", manual: true },
    ]);
  });

  it("asks with the name that Plex would send, where that is given", async () => {
    const text = textOf(await harness.ask("/ui/paths?name=Alps%2Fa.mp4"));
    expect(matched.map(({ filename }) => filename)).toEqual(["Alps/a.mp4", "Alps/a.mp4"]);
    expect(text).not.toContain("By path rule");
  });

  it("refuses what is no name with a sentence", async () => {
    await harness.close();
    harness = await startAdminHarness({
      matcher: () => Promise.reject(new Error("The database is damaged.")),
    });
    const text = textOf(await harness.ask("/ui/paths?plex=/data/a.mp4"));
    expect(text).toContain("The database is damaged.");
  });

  it("tells nothing to who is not trusted", async () => {
    const { text } = await harness.ask("/ui/paths?plex=/data/a.mp4", { headers: proxied });
    expect(text).not.toContain("/mnt/a.mp4");
    expect(matched).toEqual([]);
  });
});

describe("/ui/queue", () => {
  it("shows what waits, why, and what was given up", async () => {
    service.rows = [
      { ...queueRow(1), dueAt: START + 90_000, attempts: 2, error: "Plex answered <500>." },
      { ...queueRow(2), running: true, causes: ["follow", "odd-cause"] },
    ];
    const answer = await harness.ask("/ui/queue");
    const text = textOf(answer);
    expect(text).toContain(
      "Film 1 edited in Stash Due in 2 min Tries 2 failed Error Plex answered",
    );
    expect(text).toContain("Film 2 found by following Stash, odd-cause Due in work");
    expect(text).toContain("Film 103 edited in Stash Given up 3 days ago, 5 failed");
    expect(answer.text).toContain("Plex answered &lt;500&gt;.");
  });

  it("turns pages of both lists", async () => {
    service.rows = Array.from({ length: 120 }, (_, index) => queueRow(index + 1));
    service.letters = Array.from({ length: 60 }, (_, index) => deadLetter(60 - index));
    const { text } = await harness.ask("/ui/queue");
    expect(text).toContain('href="/ui/queue?after=50" rel="next"');
    expect(text).toContain('href="/ui/queue?letters=11#dead-letters" rel="next"');
    expect(textOf(await harness.ask("/ui/queue?after=100"))).toContain("Film 120 ");
  });

  it.each([
    ["/ui/queue/retry", { id: "3" }, ["retry", [3]], "1 scene put into the queue again."],
    ["/ui/queue/retry", { all: "1" }, ["retry", null], "3 scenes put into the queue again."],
    ["/ui/queue/forget", { id: "3" }, ["purge", { ids: [3] }], "2 scenes forgotten."],
    ["/ui/queue/forget", { all: "1" }, ["purge", {}], "2 scenes forgotten."],
    ["/ui/queue/clear", { all: "1" }, ["clearQueue"], "3 scenes taken out of the queue."],
  ])("does %s with %j", async (action, fields, call, sentence) => {
    const answer = await visitorOf(harness).send("/ui/queue", action, fields);
    expect(service.calls).toContainEqual(call);
    expect(textOf(answer)).toContain(sentence);
  });

  it.each([["/ui/queue/retry"], ["/ui/queue/forget"], ["/ui/queue/clear"]])(
    "%s does nothing when it is not said with what",
    async (action) => {
      const answer = await visitorOf(harness).send("/ui/queue", action, { id: "x" });
      expect(textOf(answer)).toContain("Not done. It was not said which.");
      const words = service.calls.map((call) => (call as unknown[])[0]);
      expect(words).not.toContain("retry");
      expect(words).not.toContain("purge");
      expect(words).not.toContain("clearQueue");
    },
  );

  it("shows the sentence when the work does not answer, or there is none", async () => {
    service.failure = "The thread has ended.";
    expect(textOf(await harness.ask("/ui/queue"))).toContain("The thread has ended.");
    await harness.close();
    harness = await startAdminHarness();
    expect(textOf(await harness.ask("/ui/queue"))).toContain("PLEX_URL is not set");
    expect(textOf(await visitorOf(harness).send("/ui", "/ui/queue/clear", { all: "1" }))).toContain(
      "Not done. PLEX_URL is not set",
    );
  });

  it("shows numbers only to who is not trusted", async () => {
    const answer = await harness.ask("/ui/queue", { headers: proxied });
    expect(textOf(answer)).toContain("2 due, 1 for later");
    expect(answer.text).not.toContain("Film");
    expect(answer.text).not.toContain("Plex answered 500");
  });
});

describe("/ui/settings", () => {
  const files: Readonly<Record<string, string>> = {
    "/config/stash2plex.yaml": "excludeTags: [Draft, Private]\nlogHideNames: true\n",
    "/run/key": "key-canary\n",
  };

  beforeEach(async () => {
    await harness.close();
    const loaded = loadSettings(
      {
        env: {
          DATA_DIR: "/config",
          STASH_URL: "http://stash:9999",
          STASH_API_KEY_FILE: "/run/key",
          PLEX_TOKEN: "plex-canary",
          API_TOKEN: "api-canary",
          PROVIDER_SECRET: "secret-canary",
        },
        platform: "linux",
        homeFolder: "/home/somebody",
      },
      (path) => {
        const text = files[path];
        if (text === undefined) throw Object.assign(new Error("absent"), { code: "ENOENT" });
        return text;
      },
    );
    expect(loaded.faults).toEqual([]);
    harness = await startAdminHarness({ shownSettings: () => loaded });
  });

  it("shows every setting with value, source, default and what it does, and no secret", async () => {
    const answer = await harness.ask("/ui/settings");
    const text = textOf(answer);
    expect(text).toMatch(
      /STASH_URL in the file: stashUrl .*?Value http:\/\/stash:9999 from environment/,
    );
    expect(text).toMatch(/STASH_API_KEY .*?Value \(set\) from STASH_API_KEY_FILE/);
    expect(text).toMatch(
      /EXCLUDE_TAGS .*?Value Draft, Private from excludeTags in \/config\/stash2plex.yaml/,
    );
    expect(text).toMatch(/LOG_HIDE_NAMES .*?Value on from logHideNames/);
    expect(text).toMatch(/PORT in the file: port .*?Value default Default 9998 Allowed 1 to 65535/);
    expect(text).toMatch(/SCHEDULE_AT .*?Default 04:15/);
    expect(answer.text).not.toContain("canary");
    expect(answer.text).not.toContain("`");
  });

  it("finds settings by words of their name and of what they do", async () => {
    const text = textOf(await harness.ask("/ui/settings?q=POSTER_mode"));
    expect(text).toContain("POSTER_MODE");
    expect(text).not.toContain("STASH_API_KEY");
    expect(textOf(await harness.ask("/ui/settings?q=xyzzy"))).toContain(
      "No setting holds these words.",
    );
  });
});
