import { describe, expect, it } from "@jest/globals";
import { silentLogger } from "@stash2plex/shared/log";

import { createMemorySyncService } from "../../test/memory-sync-service.ts";
import { plexPassJob, reconcileJob } from "./known-jobs.ts";

it("The job plex-pass reads Plex anew", async () => {
  const service = createMemorySyncService();
  await plexPassJob(service).run(new AbortController().signal);
  expect(service.calls).toEqual([["plexPass"]]);
});

describe("the job reconcile", () => {
  const open = () => {
    const service = createMemorySyncService();
    const job = reconcileJob({ service, scope: () => "week", logger: silentLogger });
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
