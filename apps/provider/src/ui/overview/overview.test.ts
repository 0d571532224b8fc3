import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import {
  type AdminHarness,
  readyMirror,
  START,
  startAdminHarness,
} from "../../../test/admin-harness.ts";
import { createMemorySyncService, quietStatus } from "../../../test/memory-sync-service.ts";
import { textOf, visitorOf } from "../../../test/page-visitor.ts";
import type { Answer } from "../../../test/plex-harness.ts";

let harness: AdminHarness;
const get = (headers: Record<string, string> = {}): Promise<Answer> =>
  harness.ask("/ui", { headers });

beforeEach(async () => {
  harness = await startAdminHarness();
});

afterEach(() => harness.close());

async function restart(changes: Parameters<typeof startAdminHarness>[0]): Promise<void> {
  await harness.close();
  harness = await startAdminHarness(changes);
}

describe("the overview", () => {
  it("shows the address by which the browser came in, and loads nothing of others", async () => {
    const { text, headers, status } = await get({ Host: "nas.local:9998" });
    expect(status).toBe(200);
    expect(text).toContain(">http://nas.local:9998</code>");
    expect(text).toContain("http://192.0.2.7:9998");
    expect(text).not.toMatch(/<script(?![^>]* src="\/ui\/page\.js\?v=)/);
    expect(text).not.toMatch(/ (?:style|on[a-z]+)="/);
    const policy = String(headers["content-security-policy"]);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain("unsafe");
    expect(policy).not.toContain("upgrade-insecure-requests");
    expect(headers).not.toHaveProperty("strict-transport-security");
  });

  it.each([
    ["/ui/style.css", "text/css"],
    ["/ui/page.js", "text/javascript"],
    ["/ui/icon.svg", "image/svg+xml"],
  ])("serves %s as %s", async (path, type) => {
    const { status, headers } = await harness.ask(path);
    expect([status, String(headers["content-type"])]).toEqual([200, expect.stringContaining(type)]);
  });

  it("escapes what Plex and settings put in", async () => {
    const evil = `<img src=x onerror=alert(1)>"'&`;
    harness.rules = [{ name: evil, plex: evil, stash: evil, refused: evil }];
    const { text } = await get();
    expect(text).not.toContain("<img src=x");
    expect(text).toContain("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;");
  });

  it("shows both servers, how far they agree, and every kind of gap with its link", async () => {
    const service = createMemorySyncService();
    await restart({
      plexUrl: "http://plex:32400",
      sync: { service: () => service, offReason: () => "" },
    });
    const answer = await get();
    const text = textOf(answer);
    expect(text).toContain("answers v0.30.1");
    expect(text).toContain("1,234 scenes, 1,300 files");
    expect(text).toContain("answers 1.43.0");
    expect(text).toContain("500 items");
    expect(text).toContain("http://plex:32400");
    expect(text).toContain("92.0 % agreement");
    expect(text).toContain("2 due, 1 for later, 0 in work");
    expect(text).toContain("3 given up");
    expect(answer.text).toContain('href="/ui/gaps?kind=stash-only"');
    expect(text).toMatch(/2 Only in Stash/);
  });

  it("says which setting brings Plex in, and shows the rest all the same", async () => {
    const text = textOf(await get());
    expect(text).toContain("PLEX_URL is not set");
    expect(text).toContain("1,234 scenes");
  });

  it.each([
    ["the gaps fail", "The database is damaged."],
    ["Plex is away", "Plex does not answer."],
  ])("is shown when %s, with the sentence", async (_name, sentence) => {
    const service = createMemorySyncService();
    const { plex } = quietStatus;
    service.current = {
      ...quietStatus,
      plex: { ...plex, plex: { ...plex.plex, reachable: false, problem: "Plex does not answer." } },
    };
    await restart({ sync: { service: () => service, offReason: () => "" } });
    harness.gaps.failure = "The database is damaged.";
    const answer = await get();
    expect(answer.status).toBe(200);
    expect(textOf(answer)).toContain(sentence);
  });

  it("does not wait for what does not answer", async () => {
    await restart({ clock: { setTimeout: (task) => (task(), { cancel: () => undefined }) } });
    harness.gaps.gate = new Promise(() => undefined);
    const answer = await get();
    expect(textOf(answer)).toContain("This was not answered in time");
  });

  it("shows how far a first copy is, and loads itself again where no script does", async () => {
    harness.mirror = { ...readyMirror, phase: "first-sync", progress: { done: 500, total: 2_000 } };
    const { text } = await get();
    expect(text).toContain('<noscript><meta http-equiv="refresh" content="5" /></noscript>');
    expect(text).toMatch(/<progress[^>]*value="500"[^>]*max="2000"/);
    expect(text).toContain("500 of 2,000 scenes");
  });

  it("asks what to do about a held mirror, and takes the answer", async () => {
    harness.mirror = {
      ...readyMirror,
      phase: "frozen",
      frozen: { since: START, reason: "Half of it is strange." },
    };
    const visitor = visitorOf(harness);
    expect((await visitor.get("/ui")).text).toContain("Half of it is strange.");
    const after = await visitor.send("/ui", "/ui/accept-new-library");
    expect([after.status, harness.accepted]).toEqual([200, 1]);
    expect(textOf(after)).toContain("Done. Stash is taken as it is now");
    expect(textOf(await visitor.get("/ui"))).not.toContain("Done. Stash is taken as it is now");
  });
});

describe("jobs on the overview", () => {
  it("begin at a press, and show how they ended", async () => {
    const visitor = visitorOf(harness);
    const running = textOf(await visitor.send("/ui", "/ui/jobs/follow/run"));
    expect(harness.jobsRun).toEqual(["follow"]);
    expect(running).toContain("It has begun: Follow Stash.");
    expect(running).toContain("running since");
    harness.endJob(new Error("Stash is away."));
    await new Promise((resolve) => setImmediate(resolve));
    expect(textOf(await visitor.get("/ui"))).toMatch(/failed 0 s ago\s*Stash is away\./);
  });

  it("say how they run by themselves, and what came of it before this start", async () => {
    const job = {
      name: "compare",
      about: "Compares both sides.",
      running: true,
      startedAt: new Date(START - 5_000).toISOString(),
      endedAt: null,
      problem: null,
      schedule: "daily at 04:15",
      nextRunAt: new Date(START + 7_200_000).toISOString(),
      lastRun: null,
      canCancel: true,
    };
    const cancelled: string[] = [];
    const jobs = {
      reports: () => [
        job,
        {
          ...job,
          name: "plex-pass",
          running: false,
          lastRun: {
            startedAt: new Date(START - 90_000).toISOString(),
            endedAt: new Date(START - 60_000).toISOString(),
            outcome: "interrupted" as const,
            summary: "500 items were read.",
          },
        },
      ],
      run: () => false,
      cancel: (name: string) => cancelled.push(name) > 0,
      history: () => Promise.resolve([]),
    };
    await restart({ jobs });
    const visitor = visitorOf(harness);
    const text = textOf(await visitor.get("/ui"));
    expect(text).toContain("daily at 04:15");
    expect(text).toContain("next in 2 h");
    expect(text).toMatch(/interrupted by a stop of this program 1 min ago\s*500 items were read\./);
    expect(textOf(await visitor.send("/ui", "/ui/jobs/compare/cancel"))).toContain(
      "It is being ended: Compare both sides.",
    );
    expect(cancelled).toEqual(["compare"]);
    expect(textOf(await visitor.send("/ui", "/ui/jobs/nothing/run"))).toContain(
      "Not done. There is no such job.",
    );
  });
});

describe("viewers who are not trusted", () => {
  const proxied = { "X-Forwarded-For": "203.0.113.9" };

  it("see neither addresses, nor folders, nor sentences that may name them", async () => {
    await restart({ providerSecret: "secret-canary" });
    harness.rules = [{ name: "nas", plex: "/data/canary", stash: "/mnt/canary", refused: null }];
    harness.mirror = {
      ...readyMirror,
      stash: {
        reachable: false,
        version: null,
        problem: "http://stash-canary:9999 does not answer.",
        problemCode: "unreachable",
      },
    };
    const own = await get();
    expect(own.text).toContain("/secret-canary</code>");
    expect(own.text).toContain("/data/canary");
    expect(own.text).toContain("stash-canary");
    const { text } = await get(proxied);
    expect(text).not.toContain("canary");
    expect(text).not.toContain("http://stash:9999");
    expect(text).toContain("stash2plex url");
    expect(text).not.toContain('method="post"');
  });
});
