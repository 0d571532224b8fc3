import { describe, expect, it } from "@jest/globals";
import { silentLogger } from "@stash2plex/shared/log";

import { createMemorySyncService } from "../../test/memory-sync-service.ts";
import { jobsOfPlex } from "./known-jobs.ts";

describe("the job reconcile", () => {
  const open = () => {
    const service = createMemorySyncService();
    const jobs = jobsOfPlex({ service, scope: () => "week", logger: silentLogger });
    const job = jobs.find(({ name }) => name === "reconcile");
    if (job === undefined) throw new Error("There is no job reconcile.");
    return { service, job };
  };

  it("takes the scope of the settings, and says what came of it", async () => {
    const { service, job } = open();
    expect(await job.run(new AbortController().signal)).toBe(
      "40 scenes were compared with Plex, 7 put into the queue.",
    );
    expect(service.calls).toEqual([["reconcile", { kind: "week" }, false]]);
  });

  it("is cancelled where it runs, and only while it runs", async () => {
    const { service, job } = open();
    const stop = new AbortController();
    let release = (): void => undefined;
    service.gate = new Promise((resolve) => {
      release = resolve;
    });
    const run = job.run(stop.signal);
    stop.abort();
    release();
    await run;
    const calls = [["reconcile", { kind: "week" }, false], ["cancelReconcile"]];
    expect(service.calls).toEqual(calls);
    const late = new AbortController();
    await job.run(late.signal);
    late.abort();
    expect(service.calls).toHaveLength(3);
  });
});
