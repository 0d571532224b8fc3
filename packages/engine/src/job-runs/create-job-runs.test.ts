import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { createQueueFixture, type QueueFixture } from "../../test/queue-fixture.ts";
import { createJobRuns } from "./create-job-runs.ts";

describe("runs of jobs", () => {
  let fixture: QueueFixture;

  beforeEach(() => {
    fixture = createQueueFixture();
  });
  afterEach(() => fixture.dispose());

  it("are kept with what came of them", async () => {
    const runs = createJobRuns(fixture.store.db);
    const first = await runs.begin("compare", 1_000);
    await runs.end(first, { endedAt: 2_000, outcome: "done", summary: "3 gaps." });
    const second = await runs.begin("compare", 3_000);
    const other = await runs.begin("follow", 4_000);
    await runs.end(other, { endedAt: 4_500, outcome: "failed", summary: null });

    const ended = { id: first, startedAt: 1_000, endedAt: 2_000, outcome: "done" };
    const going = { id: second, startedAt: 3_000, endedAt: null, outcome: null, summary: null };
    expect(await runs.list("compare", 10)).toEqual([
      { ...going, name: "compare" },
      { ...ended, name: "compare", summary: "3 gaps." },
    ]);
    expect(await runs.list("compare", 1)).toHaveLength(1);
    expect((await runs.latest()).map(({ name, id }) => [name, id])).toEqual([
      ["compare", second],
      ["follow", other],
    ]);
    expect(await runs.list("nothing", 10)).toEqual([]);
  });

  it("that did not end with the program before are interrupted", async () => {
    const before = createJobRuns(fixture.store.db);
    const ended = await before.begin("compare", 1_000);
    await before.end(ended, { endedAt: 2_000, outcome: "cancelled", summary: null });
    await before.begin("compare", 3_000);
    const after = createJobRuns(fixture.store.db);
    const outcomes = (await after.list("compare", 10)).map(({ outcome }) => outcome);
    expect(outcomes).toEqual(["interrupted", "cancelled"]);
  });

  it("are forgotten by and by, each job for itself", async () => {
    const runs = createJobRuns(fixture.store.db);
    await runs.begin("reconcile", 1);
    for (let at = 1; at <= 250; at += 1) await runs.begin("compare", at);
    const kept = await runs.list("compare", 1_000);
    expect([kept.length, kept.at(-1)?.startedAt]).toEqual([200, 51]);
    expect(await runs.list("reconcile", 1_000)).toHaveLength(1);
  });
});
