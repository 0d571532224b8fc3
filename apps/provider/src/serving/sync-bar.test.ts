import { Writable } from "node:stream";

import { describe, expect, it } from "@jest/globals";

import { readyMirror } from "../../test/admin-harness.ts";
import { createSyncBar, progressBar } from "./sync-bar.ts";

function drawing() {
  const drawn: string[] = [];
  const terminal = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      drawn.push(chunk.toString());
      done();
    },
  });
  return { draw: createSyncBar(terminal), drawn };
}

describe("the bar of the first copy", () => {
  it("shows how far it is, and vanishes at the end", () => {
    const { draw, drawn } = drawing();
    draw({ ...readyMirror, phase: "first-sync", progress: { done: 500, total: 2_000 } });
    draw(readyMirror);
    draw(readyMirror);
    expect(drawn).toEqual([progressBar(500, 2_000), "\r\u001B[2K"]);
    expect(drawn[0]).toContain("25 %  500 of 2,000 scenes");
  });

  it("is not drawn while nobody knows how much there is, or when there is nothing to copy", () => {
    const { draw, drawn } = drawing();
    draw({ ...readyMirror, phase: "first-sync", progress: { done: 500, total: null } });
    draw(readyMirror);
    expect(drawn).toEqual([]);
  });
});
