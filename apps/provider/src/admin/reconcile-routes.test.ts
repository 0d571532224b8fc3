import { setImmediate as nextTurn } from "node:timers/promises";

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { startSteering, type SteeringHarness } from "../../test/steering-harness.ts";

let harness: SteeringHarness;

beforeEach(async () => {
  harness = await startSteering();
});

afterEach(() => harness.close());

/** Runs wait until the returned function is called. */
const hold = (): (() => void) => {
  let release = (): void => undefined;
  harness.service.gate = new Promise((resolve) => {
    release = resolve;
  });
  return () => release();
};

const untilPatient = async (): Promise<void> => {
  while (!harness.clock.waiting().includes(5_000)) await nextTurn();
};

describe("POST /api/reconcile", () => {
  it.each([
    [{ scope: "all" }, { kind: "all" }, false],
    [{ scope: "recent", dryRun: true }, { kind: "recent" }, true],
    [{ scope: "week", dryRun: false }, { kind: "week" }, false],
    [{ scope: "missing" }, { kind: "missing" }, false],
    [{ scope: { ids: [12, "13"] }, dryRun: true }, { kind: "scenes", ids: [12, 13] }, true],
  ])("%j", async (body, scope, dryRun) => {
    const answer = await harness.post("/api/reconcile", body);
    expect(answer.status).toBe(200);
    expect(answer.json()).toMatchObject({
      schema: 1,
      job: { name: "reconcile", dryRun, problem: null, report: { checked: 40, enqueued: 7 } },
    });
    expect(harness.service.calls).toEqual([["reconcile", scope, dryRun]]);
  });

  it.each([
    [undefined],
    [{}],
    [{ scope: "everything" }],
    [{ scope: { ids: [] } }],
    [{ scope: { ids: ["a"] } }],
    [{ scope: "all", dryRun: "yes" }],
    ["{"],
  ])("refuses %j", async (body) => {
    expect((await harness.post("/api/reconcile", body)).status).toBe(400);
    expect(harness.service.calls).toEqual([]);
  });

  it("what takes long goes on, and is shown", async () => {
    const release = hold();
    const asked = harness.post("/api/reconcile", { scope: "all" });
    await untilPatient();
    harness.clock.advance(5_000);
    const answer = await asked;
    expect(answer.status).toBe(202);
    expect(answer.json()).toMatchObject({ job: { id: 1, endedAt: null, report: null } });
    release();
    while (!(await harness.ask("/api/reconcile")).text.includes('"checked":40')) await nextTurn();
  });

  it("is joined when the same is asked again, and refused when another one runs", async () => {
    const release = hold();
    const first = harness.post("/api/reconcile", { scope: "all" });
    await untilPatient();
    const second = harness.post("/api/reconcile", { scope: "all" });
    expect((await harness.post("/api/reconcile", { scope: "week" })).status).toBe(409);
    expect((await harness.post("/api/reconcile", { scope: "all", dryRun: true })).status).toBe(409);
    while (harness.clock.waiting().filter((ms) => ms === 5_000).length < 2) await nextTurn();
    release();
    expect((await first).json()).toEqual((await second).json());
    expect(harness.service.calls).toHaveLength(1);
    expect((await harness.post("/api/reconcile", { scope: "week" })).status).toBe(200);
  });

  it("a run that fails says why, and does not stop the next", async () => {
    harness.service.failure = "Plex does not answer. Check PLEX_URL.";
    const answer = await harness.post("/api/reconcile", { scope: "all" });
    expect([answer.status, answer.json()]).toEqual([
      502,
      { error: { status: 502, message: "Plex does not answer. Check PLEX_URL." } },
    ]);
    harness.service.failure = null;
    expect((await harness.post("/api/reconcile", { scope: "all" })).status).toBe(200);
  });

  it("keeps the last twenty runs", async () => {
    for (let run = 0; run < 25; run += 1) await harness.post("/api/reconcile", { scope: "all" });
    const { jobs } = (await harness.ask("/api/reconcile")).json() as { jobs: { id: number }[] };
    expect(jobs.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_none, at) => 25 - at));
  });

  it("lists runs without their many lines, which a run of its own shows", async () => {
    await harness.post("/api/reconcile", { scope: "all", dryRun: true });
    const listed = (await harness.ask("/api/reconcile")).text;
    const single = (await harness.ask("/api/reconcile/1")).text;
    expect([listed.includes('"preview"'), single.includes('"preview"')]).toEqual([false, true]);
    expect(listed).toContain('"checked":40');
  });
});

describe("POST /api/adopt", () => {
  const row = {
    itemId: 1,
    file: "/data/media/Alps.mp4",
    title: "Alps",
    sceneId: 12,
    reason: "mapped path",
    outcome: "would-match" as const,
  };

  it("shows what it would do unless told to do it", async () => {
    harness.service.adoptable = [row, { ...row, itemId: 2, sceneId: null, outcome: "left" }];
    const answer = await harness.post("/api/adopt", { section: "Films" });
    expect(answer.json()).toMatchObject({
      job: {
        name: "adopt",
        of: "Films",
        dryRun: true,
        report: { counts: { "would-match": 1, left: 1 }, rows: [row, { itemId: 2 }] },
      },
    });
    await harness.post("/api/adopt", { section: 3, dryRun: false, limit: 10 });
    expect(harness.service.calls).toEqual([
      ["adopt", "Films", { dryRun: true }],
      ["adopt", "3", { dryRun: false, limit: 10 }],
    ]);
  });

  it("keeps a thousand rows of a big library, and counts all", async () => {
    harness.service.adoptable = Array.from({ length: 5_000 }, () => row);
    const answer = await harness.post("/api/adopt", { section: "Films" });
    const { report } = (answer.json() as { job: { report: { rows: unknown[]; counts: unknown } } })
      .job;
    expect([report.rows.length, report.counts]).toEqual([1_000, { "would-match": 5_000 }]);
  });

  it("says which sections there are, when it is asked for another one", async () => {
    // As it comes from the thread of the engine, without its class.
    const refused = Object.assign(new Error('Plex has no film section "Filmz"; it has "Films".'), {
      name: "AdoptError",
    });
    harness.service.failure = refused;
    const answer = await harness.post("/api/adopt", { section: "Filmz" });
    expect([answer.status, answer.json()]).toEqual([
      409,
      { error: { status: 409, message: refused.message } },
    ]);
  });

  it.each([[{}], [{ section: "" }], [{ section: "Films", dryRun: "no" }]])(
    "refuses %j",
    async (body) => {
      expect((await harness.post("/api/adopt", body)).status).toBe(400);
    },
  );
});

describe("/api/scenes/<id>", () => {
  it("explains a scene", async () => {
    expect((await harness.ask("/api/scenes/12/explain")).json()).toEqual({
      schema: 1,
      sceneId: 12,
      lines: ["Scene 12 is in Plex"],
    });
  });

  it("brings one scene to Plex before all others", async () => {
    const answer = await harness.post("/api/scenes/12/sync");
    expect([answer.status, answer.json()]).toEqual([
      202,
      { schema: 1, sceneId: 12, accepted: 1, scenes: 1 },
    ]);
    // Without fields, as a person's edit: see the priorities of the queue.
    expect(harness.service.events).toEqual([{ type: "Scene.Update.Post", id: 12 }]);
  });

  it.each(["0", "-1", "1.5", "twelve", "%2e%2e"])("knows no scene %s", async (id) => {
    expect((await harness.ask(`/api/scenes/${id}/explain`)).status).toBe(400);
    expect((await harness.post(`/api/scenes/${id}/sync`)).status).toBe(400);
    expect(harness.service.calls).toEqual([]);
  });
});
