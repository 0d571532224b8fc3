import { Writable } from "node:stream";

import { describe, expect, it } from "@jest/globals";
import { silentLogger } from "@stash2plex/shared/log";

import { readyMirror } from "../../test/admin-harness.ts";
import { createSyncProgress, progressBar } from "./sync-progress.ts";

function progress(terminal: Writable | null) {
  let now = 0;
  const lines: unknown[] = [];
  const logger = {
    ...silentLogger,
    info: (event: string, fields: unknown) => lines.push([event, fields]),
  };
  const report = createSyncProgress({ logger, clock: { now: () => now }, terminal });
  const copied = (done: number): void =>
    report({ ...readyMirror, phase: "first-sync", progress: { done, total: 2_000 } });
  return { report, lines, copied, wait: (ms: number) => (now += ms) };
}

describe("progress of the first copy", () => {
  it("is a line every few seconds where there is no terminal", () => {
    const { report, lines, copied, wait } = progress(null);
    for (let done = 0; done <= 2_000; done += 500) {
      copied(done);
      wait(3_000);
    }
    report(readyMirror);
    expect(lines).toEqual([
      ["Copying Stash", { done: 0, total: 2_000 }],
      ["Copying Stash", { done: 1_000, total: 2_000, perSecond: 167 }],
      ["Copying Stash", { done: 2_000, total: 2_000, perSecond: 167 }],
    ]);
  });

  it("is a bar on a terminal", () => {
    const drawn: string[] = [];
    const terminal = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        drawn.push(chunk.toString());
        done();
      },
    });
    const { copied, lines } = progress(terminal);
    copied(500);
    expect(drawn).toEqual([progressBar(500, 2_000)]);
    expect(drawn[0]).toContain("25 %  500 of 2,000 scenes");
    expect(lines).toEqual([]);
  });

  it("says nothing when there was nothing to copy", () => {
    const { report, lines } = progress(null);
    report(readyMirror);
    expect(lines).toEqual([]);
  });
});
