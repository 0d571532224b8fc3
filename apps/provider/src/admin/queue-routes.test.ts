import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { startSteering, type SteeringHarness } from "../../test/steering-harness.ts";

let harness: SteeringHarness;

beforeEach(async () => {
  harness = await startSteering();
});

afterEach(() => harness.close());

const remove = (path: string) => harness.ask(path, { method: "DELETE" });

describe("/api/queue", () => {
  it("shows counts and rows, page by page", async () => {
    const first = (await harness.ask("/api/queue?limit=2")).json();
    expect(first).toMatchObject({
      schema: 1,
      counts: { ready: 2, later: 1, running: 0, deadLetters: 3 },
      rows: [{ sceneId: 1 }, { sceneId: 2 }],
      next: 2,
    });
    expect((await harness.ask("/api/queue?limit=2&after=2")).json()).toMatchObject({
      rows: [{ sceneId: 3 }],
      next: null,
    });
  });

  it("bears a page that makes no sense", async () => {
    await harness.ask("/api/queue?limit=lots&after=-3");
    await harness.ask("/api/queue?limit=99999");
    expect(harness.service.calls).toEqual([
      ["queueRows", 100, 0],
      ["queueRows", 100, 0],
    ]);
  });

  it("can be cleared", async () => {
    expect((await remove("/api/queue")).json()).toEqual({ schema: 1, removed: 3 });
  });
});

describe("/api/dead-letters", () => {
  it("lists them page by page, newest first", async () => {
    expect((await harness.ask("/api/dead-letters?limit=2")).json()).toMatchObject({
      total: 3,
      deadLetters: [{ id: 3, error: "Plex answered 500 to an edit." }, { id: 2 }],
      next: 2,
    });
    expect((await harness.ask("/api/dead-letters?limit=2&after=2")).json()).toMatchObject({
      deadLetters: [{ id: 1 }],
      next: null,
    });
  });

  it.each([
    [undefined, null, 3],
    [{}, null, 3],
    [{ ids: [1, 2] }, [1, 2], 2],
  ])("retries %j", async (body, ids, retried) => {
    const answer = await harness.post("/api/dead-letters/retry", body);
    expect(answer.json()).toEqual({ schema: 1, retried });
    expect(harness.service.calls).toEqual([["retry", ids]]);
  });

  it.each([[{ ids: [] }], [{ ids: ["one"] }], [{ ids: 1 }], ["{"]])(
    "does not retry %j",
    async (body) => {
      expect((await harness.post("/api/dead-letters/retry", body)).status).toBe(400);
      expect(harness.service.calls).toEqual([]);
    },
  );

  it.each([
    ["", {}],
    ["?ids=4,5", { ids: [4, 5] }],
    ["?days=30", { diedBefore: Date.UTC(2026, 0, 2, 3, 4, 5) - 30 * 86_400_000 }],
  ])("purges %s", async (query, which) => {
    const answer = await remove(`/api/dead-letters${query}`);
    expect(answer.json()).toEqual({ schema: 1, removed: 2 });
    expect(harness.service.calls).toEqual([["purge", which]]);
  });

  it.each(["?ids=", "?ids=a", "?days=soon", "?ids=1,-2"])(
    "purges nothing, least of all everything, for %s",
    async (query) => {
      expect((await remove(`/api/dead-letters${query}`)).status).toBe(400);
      expect(harness.service.calls).toEqual([]);
    },
  );
});

it.each([
  ["GET", "/api/queue"],
  ["DELETE", "/api/queue"],
  ["GET", "/api/dead-letters"],
  ["DELETE", "/api/dead-letters"],
  ["POST", "/api/dead-letters/retry"],
  ["POST", "/api/reconcile"],
  ["POST", "/api/adopt"],
  ["GET", "/api/scenes/12/explain"],
  ["POST", "/api/scenes/12/sync"],
])("%s %s: needs the token; without Plex it says why", async (method, path) => {
  await harness.close();
  harness = await startSteering({ apiToken: "token-12345", off: true });
  expect((await harness.ask(path, { method })).status).toBe(401);
  const answer = await harness.ask(path, { method, headers: { apikey: "token-12345" } });
  expect([answer.status, answer.json()]).toEqual([
    409,
    { error: { status: 409, message: "PLEX_URL is not set: nothing is brought to Plex." } },
  ]);
});
