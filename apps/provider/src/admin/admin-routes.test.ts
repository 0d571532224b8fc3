import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import {
  type AdminHarness,
  readyMirror,
  START,
  startAdminHarness,
} from "../../test/admin-harness.ts";

let harness: AdminHarness;

beforeEach(async () => {
  harness = await startAdminHarness();
});

afterEach(() => harness.close());

async function restart(changes: Parameters<typeof startAdminHarness>[0]): Promise<void> {
  await harness.close();
  harness = await startAdminHarness(changes);
}

describe("health", () => {
  it("is fine as long as the process answers", async () => {
    harness.storeProblem = "The disk is full.";
    const answer = await harness.ask("/healthz");
    expect([answer.status, answer.json()]).toEqual([200, { status: "ok", version: "1.2.3" }]);
  });

  const away = {
    reachable: false,
    version: null,
    problem: "Stash is away.",
    problemCode: "unreachable",
  };
  it.each([
    ["everything works", {}, 200, "ready"],
    ["Stash is down", { mirror: { ...readyMirror, stash: away } }, 200, "degraded"],
    ["the first copy runs", { mirror: { ...readyMirror, phase: "first-sync" } }, 200, "copying"],
    [
      "the mirror is held",
      { mirror: { ...readyMirror, phase: "frozen", frozen: { since: 1, reason: "Why?" } } },
      200,
      "degraded",
    ],
    [
      "a rule is refused",
      { rules: [{ name: "a", plex: "/a", stash: "/b", refused: "no" }] },
      200,
      "degraded",
    ],
    ["the folder is not writable", { storeProblem: "chown it." }, 503, "unready"],
    [
      "the database is full",
      { mirror: { ...readyMirror, storeProblem: "The disk is full." } },
      503,
      "unready",
    ],
  ])("is ready or not when %s", async (_name, change, status, word) => {
    Object.assign(harness, change);
    const answer = await harness.ask("/readyz");
    expect(answer.status).toBe(status);
    expect(answer.json()).toMatchObject({ status: word });
  });
});

describe("metrics", () => {
  it("count requests by route template and matches by rung, and show the mirror", async () => {
    await harness.ask("/library/metadata/matches?type=1&title=a", { method: "POST" });
    await harness.ask("/library/metadata/scene-77");
    await harness.ask("/library/secret-path-canary");
    const { text, headers } = await harness.ask("/metrics");
    expect(headers["content-type"]).toMatch(/^text\/plain/);
    expect(text).toContain('stash2plex_matches_total{outcome="no-match",rung="none"} 1');
    expect(text).toContain(
      'stash2plex_plex_request_duration_seconds_count{route="metadata",status="404"} 1',
    );
    expect(text).toContain("stash2plex_mirror_scenes 1234");
    expect(text).toContain("stash2plex_mirror_age_seconds 12");
    expect(text).toContain("stash2plex_stash_reachable 1");
    expect(text).toContain('stash2plex_info{version="1.2.3"} 1');
    expect(text).not.toContain("canary");
    expect(text).not.toContain("scene-77");
  });
});

describe("/api", () => {
  it("shows the status", async () => {
    expect((await harness.ask("/api/status")).json()).toMatchObject({
      schema: 1,
      state: "ready",
      problems: [],
      stash: { url: "http://stash:9999", reachable: true, version: "v0.30.1" },
      mirror: { phase: "ready", scenes: 1234 },
      lastPlexRequest: null,
    });
  });

  it("starts jobs, shows them, and tells how they ended", async () => {
    const started = await harness.ask("/api/jobs/follow/run", { method: "POST" });
    expect(started.status).toBe(202);
    await harness.ask("/api/jobs/follow/run", { method: "POST" });
    expect(harness.jobsRun).toEqual(["follow"]);
    const job = async (): Promise<unknown> => {
      const { jobs } = (await harness.ask("/api/jobs")).json() as { jobs: { name: string }[] };
      return jobs.find(({ name }) => name === "follow");
    };
    expect(await job()).toMatchObject({ running: true, startedAt: new Date(START).toISOString() });
    harness.endJob(new Error("Stash is away."));
    await new Promise((resolve) => setImmediate(resolve));
    expect(await job()).toMatchObject({ running: false, problem: "Stash is away." });
    expect((await harness.ask("/api/jobs/nothing/run", { method: "POST" })).status).toBe(404);
  });

  it.each([
    ["GET", "/api/match?filename=Alps/Opening.mp4", undefined],
    ["POST", "/api/match", '{"filename":"Alps/Opening.mp4"}'],
  ])("explains a match by %s %s", async (method, path, body) => {
    const answer = await harness.ask(path, { method, ...(body !== undefined && { body }) });
    expect(answer.json()).toMatchObject({
      request: { filename: "Alps/Opening.mp4" },
      outcome: "matched",
      scenes: [{ sceneId: 12 }],
      explanation: ["base name: Opening.mp4 is unique in Stash"],
    });
  });

  it.each([
    ["/api/match", 400],
    ["/api/paths/test", 400],
    ["/api/nothing", 404],
  ])("answers GET %s with %i and a sentence", async (path, status) => {
    const answer = await harness.ask(path);
    expect(answer.status).toBe(status);
    expect(answer.json()).toMatchObject({ error: { status } });
  });

  it("tests paths", async () => {
    const answer = await harness.ask("/api/paths/test?plex=/data/a.mp4");
    expect(answer.json()).toMatchObject({
      plex: "/data/a.mp4",
      rule: "nas",
      stash: "/mnt/a.mp4",
      known: true,
    });
  });

  it("shows the latest requests, newest first", async () => {
    for (const id of [1, 2, 3]) await harness.ask(`/library/metadata/scene-${id}`);
    const { requests } = (await harness.ask("/api/requests?limit=2")).json() as {
      requests: unknown[];
    };
    expect(requests).toMatchObject([{ details: { sceneId: 3 } }, { details: { sceneId: 2 } }]);
  });

  it("keeps a bounded number of requests", () => {
    for (let index = 0; index < 450; index += 1) {
      harness.journal.record({
        id: String(index),
        route: "root",
        method: "GET",
        status: 200,
        outcome: "served",
        ms: 1,
        details: {},
      });
    }
    expect(harness.journal.latest(1_000)).toHaveLength(200);
    expect(harness.journal.latest(1)).toMatchObject([{ id: "449" }]);
  });
});

describe("API_TOKEN", () => {
  const token = "token-canary-1";
  beforeEach(() => restart({ apiToken: token }));

  it.each([
    [{ Authorization: `Bearer ${token}` }, 200],
    [{ Authorization: `bearer  ${token}` }, 200],
    [{ ApiKey: token }, 200],
    [{ Authorization: "Bearer wrong" }, 401],
    [{ ApiKey: `${token} ` + "x" }, 401],
    [{ Authorization: `Basic ${token}` }, 401],
    [{}, 401],
  ])("is wanted in a header: %j gives %i", async (headers, status) => {
    const answer = await harness.ask("/api/status", { headers });
    expect(answer.status).toBe(status);
    expect(answer.text).not.toContain(token);
  });

  it("does not count in the query, and guards every route of /api", async () => {
    expect((await harness.ask(`/api/status?token=${token}`)).status).toBe(401);
    for (const path of ["/api", "/api/", "/api/jobs", "/api/nothing", "/API/status"]) {
      expect((await harness.ask(path)).status).toBe(401);
    }
    expect((await harness.ask("/api/jobs/follow/run", { method: "POST" })).status).toBe(401);
    expect(harness.jobsRun).toEqual([]);
  });

  it("cannot be tried for ever", async () => {
    for (let index = 0; index < 10; index += 1)
      await harness.ask("/api/status", { headers: { ApiKey: `wrong-${index}` } });
    const blocked = await harness.ask("/api/status", { headers: { ApiKey: token } });
    expect(blocked.status).toBe(429);
    harness.now += 60_000;
    expect((await harness.ask("/api/status", { headers: { ApiKey: token } })).status).toBe(200);
  });

  it("leaves health, metrics and Plex's routes open", async () => {
    for (const path of ["/healthz", "/readyz", "/metrics", "/", "/ui"]) {
      expect((await harness.ask(path)).status).toBe(200);
    }
  });
});

describe("pages of other sites", () => {
  it.each([
    [{ Origin: "https://evil.example" }, 403],
    [{ "Sec-Fetch-Site": "cross-site" }, 403],
    [{ Origin: "null" }, 403],
    [{ "Sec-Fetch-Site": "same-origin" }, 202],
    [{}, 202],
  ])("cannot start jobs: %j gives %i", async (headers, status) => {
    const answer = await harness.ask("/api/jobs/follow/run", { method: "POST", headers });
    expect(answer.status).toBe(status);
  });

  it("may be our own", async () => {
    const headers = { Host: "nas:9998", Origin: "http://nas:9998" };
    expect((await harness.ask("/api/jobs/follow/run", { method: "POST", headers })).status).toBe(
      202,
    );
  });
});
