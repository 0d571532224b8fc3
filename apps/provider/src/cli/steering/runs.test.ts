import { setImmediate as nextTurn } from "node:timers/promises";

import type { AdoptRow } from "@stash2plex/engine/engine";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { type Ended, startCommand } from "../../../test/run-terminal.ts";
import { startSteering, type SteeringHarness } from "../../../test/steering-harness.ts";

let harness: SteeringHarness;

beforeEach(async () => {
  harness = await startSteering();
});

afterEach(() => harness.close());

const run = (argv: readonly string[]): Promise<Ended> => startCommand(harness.port, argv).ended;

/** Runs wait until the returned function is called. */
const hold = (): (() => void) => {
  let release = (): void => undefined;
  harness.service.gate = new Promise((resolve) => {
    release = resolve;
  });
  return () => release();
};

/** Lets the provider's patience with a request end. */
const untilPatience = async (ms: number): Promise<void> => {
  while (!harness.clock.waiting().includes(ms)) await nextTurn();
  harness.clock.advance(ms);
};

const row = (itemId: number, changes: Partial<AdoptRow> = {}): AdoptRow => ({
  itemId,
  file: `/data/media/Alps ${itemId}.mp4`,
  title: "Alps",
  sceneId: 10 + itemId,
  reason: "mapped path: a rule fits",
  outcome: "would-match",
  ...changes,
});

const noScene = { sceneId: null, reason: "unmatched: Stash does not know it" };

describe("adopt", () => {
  it("shows what would be matched, by which rung, and what is left", async () => {
    harness.service.adoptable = [
      row(1),
      row(2, { reason: "stem: it is unique" }),
      row(3),
      row(4, { ...noScene, outcome: "left" }),
    ];
    const { code, out } = await run(["adopt", "--section", " Films "]);
    expect(code).toBe(0);
    expect(out.split("\n")).toEqual([
      "would-match  Alps  /data/media/Alps 1.mp4  scene 11  mapped path: a rule fits",
      "would-match  Alps  /data/media/Alps 2.mp4  scene 12  stem: it is unique",
      "would-match  Alps  /data/media/Alps 3.mp4  scene 13  mapped path: a rule fits",
      "left         Alps  /data/media/Alps 4.mp4  -         unmatched: Stash does not know it",
      "",
      '"Films": 3 would be matched, 1 left as they are',
      "By rung: 2 by mapped path, 1 by stem",
      "Nothing was changed. --apply matches them, one by one.",
      "",
    ]);
    expect(harness.service.calls).toEqual([["adopt", "Films", { dryRun: true }]]);
  });

  it("matches with --apply, and ends with 1 when an item failed", async () => {
    harness.service.adoptable = [row(1, { outcome: "matched" })];
    const fine = await run(["adopt", "--section", "Films", "--apply", "--limit", "10"]);
    expect(fine.code).toBe(0);
    expect(fine.out).toContain('"Films": 1 matched\n');
    expect(fine.out).not.toContain("--apply");
    harness.service.adoptable = [row(1, { outcome: "matched" }), row(2, { outcome: "failed" })];
    const failed = await run(["adopt", "--section", "Films", "--apply"]);
    expect(failed.code).toBe(1);
    expect(failed.out).toContain("1 failed");
    expect(harness.service.calls).toEqual([
      ["adopt", "Films", { dryRun: false, limit: 10 }],
      ["adopt", "Films", { dryRun: false }],
    ]);
  });

  it("says how many of a big library it shows", async () => {
    harness.service.adoptable = Array.from({ length: 2_000 }, (_none, at) => row(at + 1));
    const { out } = await run(["adopt", "--section", "Films"]);
    expect(out).toContain("(the first 1,000 of 2,000;");
    expect(out).toContain('"Films": 2,000 would be matched');
    expect(out).toContain("By rung: 2,000 by mapped path");
  });

  it("says when there is nothing to do", async () => {
    const { code, out } = await run(["adopt", "--section", "Films"]);
    expect([code, out]).toEqual([0, '"Films" has no item that is not ours already.\n']);
  });

  it("is waited for with its progress to its end", async () => {
    const release = hold();
    harness.service.adoptable = [row(1, { outcome: "matched" })];
    const { terminal, ended } = startCommand(harness.port, [
      "adopt",
      "--section",
      "Films",
      "--apply",
    ]);
    await untilPatience(5_000);
    harness.service.current = {
      ...harness.service.current,
      run: { name: "adopt", checked: 1_200, total: 5_000, chosen: 800 },
    };
    await untilPatience(10_000);
    while (!terminal.err().includes("1,200 of 5,000 items looked at, 800 matched"))
      await nextTurn();
    release();
    const { code, out } = await ended;
    expect([code, out.includes('"Films": 1 matched')]).toEqual([0, true]);
    expect(harness.service.calls).toHaveLength(1);
  });

  it("says why it failed on the way", async () => {
    const release = hold();
    const { ended } = startCommand(harness.port, ["adopt", "--section", "Films", "--apply"]);
    await untilPatience(5_000);
    harness.service.failure = 'Plex has no film section "Films"; it has "Movies".';
    release();
    const { code, out, err } = await ended;
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain('Plex has no film section "Films"; it has "Movies".\n');
  });

  it("is refused while another run goes on", async () => {
    const release = hold();
    const first = harness.post("/api/reconcile", { scope: "all" });
    while (harness.service.calls.length === 0) await nextTurn();
    const { code, err } = await run(["adopt", "--section", "Films", "--apply"]);
    expect(code).toBe(1);
    expect(err).toContain("Another run is going on.");
    release();
    await first;
  });
});

describe("Ctrl-C", () => {
  it("ends the waiting, says so, and the run goes on", async () => {
    const release = hold();
    const { terminal, ended } = startCommand(harness.port, ["reconcile", "missing"]);
    await untilPatience(5_000);
    while (!harness.clock.waiting().includes(10_000)) await nextTurn();
    terminal.stop();
    const { code, out, err } = await ended;
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain("It goes on in the provider");
    expect((await run(["status"])).out).toContain("Run 1: reconcile missing");
    release();
    while (!(await harness.ask("/api/reconcile/1")).text.includes('"checked":40')) await nextTurn();
  });
});

describe("reconcile", () => {
  it.each([
    [[], { kind: "all" }, false],
    [["week"], { kind: "week" }, false],
    [["missing", "--dry-run"], { kind: "missing" }, true],
    [["--scene", "12", "--scene", "13"], { kind: "scenes", ids: [12, 13] }, false],
  ])("%j", async (args, scope, dryRun) => {
    const { code, out } = await run(["reconcile", ...args]);
    expect(code).toBe(0);
    expect(out).toContain("40 scenes compared, 7 ");
    expect(out).toContain("left out: 2 nothing-to-say");
    expect(out).toContain("Scene 12: title would change\n");
    expect(harness.service.calls).toEqual([["reconcile", scope, dryRun]]);
  });

  it("keeps progress out of the output", async () => {
    const { out, err } = await run(["reconcile", "--json"]);
    expect(JSON.parse(out)).toMatchObject({ job: { report: { checked: 40 } } });
    expect(err).toContain("Comparing");
  });
});

describe("GET /api/reconcile/<id>", () => {
  it("answers at once without ?wait, and knows no other run", async () => {
    const release = hold();
    const first = harness.post("/api/reconcile", { scope: "all" });
    while (harness.service.calls.length === 0) await nextTurn();
    const asked = harness.ask("/api/reconcile/1");
    await untilPatience(0);
    expect((await asked).json()).toMatchObject({ job: { id: 1, endedAt: null }, progress: null });
    const unknown = await harness.ask("/api/reconcile/2");
    expect([unknown.status, unknown.text.includes("started anew")]).toEqual([404, true]);
    release();
    await first;
  });
});
