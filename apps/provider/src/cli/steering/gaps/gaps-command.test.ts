import { setImmediate as nextTurn } from "node:timers/promises";

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { sampleGap } from "../../../../test/memory-gap-service.ts";
import { type Ended, startCommand } from "../../../../test/run-terminal.ts";
import { startSteering, type SteeringHarness } from "../../../../test/steering-harness.ts";

let harness: SteeringHarness;

beforeEach(async () => {
  harness = await startSteering();
});

afterEach(() => harness.close());

const run = (...argv: readonly string[]): Promise<Ended> =>
  startCommand(harness.port, ["gaps", ...argv]).ended;

const many = (count: number) => Array.from({ length: count }, (_, at) => sampleGap(at + 1));

const head = [
  "Stash and Plex: 92 % agree (92 of 100), compared 2026-01-02 03:04:05 UTC",
  "Only in Plex: 1",
  "Only in Stash: 2",
  "In both, not matched: 1",
  "Out of date in Plex: 1",
  "Incomplete in Plex: 1",
  "In Plex, scene gone: 1",
  "Twice: 1",
];

describe("gaps", () => {
  it("shows how both sides stand, and a table", async () => {
    const { code, out, err } = await run("--kind", "stash-only");
    expect([code, err]).toEqual([3, ""]);
    expect(out.split("\n")).toEqual([
      ...head,
      "",
      "ID  KIND        REASON       TITLE    FILE                          REPAIR",
      "1   stash-only  not-scanned  Tram 1   /mnt/media/Lisbon/Tram 1.mp4  scan-plex *",
      "2   stash-only  not-scanned  Harbour  /mnt/media/Porto/Harbour.mp4  scan-plex *",
      "* is done by this program: --repair shows what it would do",
      "",
    ]);
  });

  it("says what is not shown, and shows all when told to", async () => {
    harness.gaps.gaps = many(2_300);
    expect((await run("--limit", "2")).out).toContain(
      "(2,298 more; --limit or --all shows them)\n",
    );
    const { out } = await run("--all");
    expect(out).not.toContain("more;");
    expect(out.match(/^\d+ +stash-only/gm)).toHaveLength(2_300);
  });

  it("lets nothing in a title steer the terminal", async () => {
    harness.gaps.gaps = [sampleGap(1, { title: "A\u001B[2Jb", stashPath: "/a\r\nb.mp4" })];
    const { out } = await run();
    expect(out).toContain("A [2Jb");
    expect(out).toContain("/a b.mp4");
  });

  it.each([
    [
      ["--section", "Films", "--sort", "oldest"],
      [6, 5, 4, 3],
    ],
    [["--search", "harbour"], [2]],
    [["--reason", "changed"], [4]],
    [["--state", "closed"], [9]],
    [
      ["--limit", "3"],
      [1, 2, 3],
    ],
  ])("%j as JSON is what the provider answers", async (argv, ids) => {
    const page = JSON.parse((await run(...argv, "--json")).out) as {
      readonly schema: number;
      readonly gaps: readonly { readonly id: number }[];
    };
    expect(page.schema).toBe(1);
    expect(page.gaps.map(({ id }) => id)).toEqual(ids);
  });

  it("gives all gaps as one document or as one table", async () => {
    harness.gaps.gaps = many(2_300);
    const page = JSON.parse((await run("--all", "--json")).out) as {
      readonly total: number;
      readonly gaps: readonly unknown[];
    };
    expect([page.total, page.gaps.length]).toEqual([2_300, 2_300]);
    const lines = (await run("--all", "--csv")).out.split("\r\n");
    expect(lines).toHaveLength(2_302);
    expect(lines[0]).toMatch(/^id,kind,reason,title,/);
    expect((await run("--csv", "--limit", "2")).out.split("\r\n")).toHaveLength(4);
  });

  it("says that nothing differs", async () => {
    harness.gaps.gaps = [];
    const { code, out } = await run();
    expect(code).toBe(0);
    expect(out).toBe(
      "Stash and Plex: 100 % agree (92 of 92), compared 2026-01-02 03:04:05 UTC\nThere are no gaps.\n",
    );
  });

  it("says why both sides were never compared", async () => {
    harness.gaps.asOf = null;
    harness.gaps.problem = "PLEX_URL is not set.";
    harness.gaps.gaps = [];
    const { code, out } = await run();
    expect(code).toBe(0);
    expect(out.split("\n").slice(0, 2)).toEqual([
      "Stash and Plex were not compared yet.",
      "PLEX_URL is not set.",
    ]);
  });

  it.each([
    [["--kind", "orphan"], 3],
    [["--kind", "orphan", "--search", "nothing"], 0],
    [["--state", "closed"], 0],
    [["--fail-on", "none"], 0],
    [["--fail-on", "orphan"], 3],
    [["--fail-on", "orphan, stale"], 3],
    [["--fail-on", "orphan", "--kind", "stale"], 0],
    [["--fail-on", "orphan,stale", "--kind", "stale"], 3],
    [["--fail-on", "plex-only", "--section", "Films"], 3],
    [["--fail-on", "orphan", "--section", "Films"], 0],
    [["--fail-on", "plex-only", "--reason", "unmapped"], 0],
    [["--fail-on", "stale", "--reason", "unmapped"], 0],
    [["--fail-on", "stale", "--state", "closed"], 3],
  ])("%j ends with %i", async (argv, expected) => {
    expect((await run(...argv, "--json")).code).toBe(expected);
  });

  it.each([
    [["--kind", "missing"], "--kind must be one of plex-only, stash-only"],
    [["--kind", "stale", "--reason", "unmapped"], "--reason must be one of changed."],
    [["--state", "any"], "--state must be one of open, closed."],
    [["--sort", "size"], "--sort must be one of newest"],
    [["--search", "x".repeat(201)], "--search may have 200 characters at most."],
    [["--limit", "0"], "--limit must be a whole number above 0"],
    [["--limit", "1001"], "at most 1000"],
    [["--limit", "1", "--all"], "--limit or --all, not both"],
    [["--json", "--csv"], "--json or --csv, not both"],
    [["--yes"], "--yes goes with --repair"],
    [["--id", "3"], "--id goes with --repair"],
    [["--repair"], "Say what to repair"],
    [["--repair", "--all", "--kind", "stale"], "Say what to repair"],
    [["--repair", "--id", "all"], "Say --all"],
    [["--repair", "--id", "x"], "--id takes a number"],
    [["--repair", "--all", "--search", "x"], "not with --search"],
    [["--repair", "--all", "--csv"], "not with --csv"],
    [["--fail-on", "everything"], "--fail-on takes kinds with commas (plex-only, "],
    [["--colour"], "stash2plex gaps --help"],
    [["films"], "stash2plex gaps --help"],
  ])("%j asks nothing, and says what is wrong", async (argv, sentence) => {
    harness.gaps.failure = "This must not be asked.";
    const { code, out, err } = await run(...argv);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain(sentence);
  });

  it("ends with 1 when the provider cannot read its gaps", async () => {
    harness.gaps.failure = "disk I/O error";
    const { code, err } = await run();
    expect([code, err]).toEqual([1, "Something went wrong here. The log says what.\n"]);
  });

  it("has a help that names everything", async () => {
    const { code, out } = await run("--help");
    expect(code).toBe(0);
    for (const word of ["plex-only", "duplicate", "--fail-on", "--compare", "--yes", "3 there is"])
      expect(out).toContain(word);
  });
});

describe("gaps --repair", () => {
  it.each([
    [["--all"], {}],
    [["--kind", "stale"], { kind: "stale" }],
    [["--section", "Films", "--reason", "no-match"], { section: "Films", reason: "no-match" }],
    [["--id", "3, 4"], { ids: [3, 4] }],
  ])("%j only says what it would do, and does it with --yes", async (argv, selection) => {
    const { code, out } = await run("--repair", ...argv);
    expect(code).toBe(0);
    expect(out).toContain("Nothing was changed. --yes does it.\n");
    const done = await run("--repair", ...argv, "--yes");
    expect(done.code).toBe(0);
    expect(done.out).not.toContain("Nothing was changed");
    expect(harness.gaps.calls).toEqual([
      ["repair", selection, true],
      ["repair", selection, false],
    ]);
  });

  it("tells what is done, and what is left for people", async () => {
    expect((await run("--repair", "--section", "Films")).out.split("\n")).toEqual([
      "Gap 3: Let Stash scan the folder.",
      "Gap 4: Let Plex scan the folder.",
      "Gap 5: Let Plex scan the folder.",
      "Gap 6: Let Plex scan the folder.",
      "4 gaps, 3 scenes would be queued",
      "Repairs: 1 to be scanned by Stash, 2 brought to Plex, 1 matched in Plex",
      "1 left: This has to be done by hand.",
      "Nothing was changed. --yes does it.",
      "",
    ]);
  });

  it("answers one document with --json", async () => {
    const report = JSON.parse((await run("--repair", "--all", "--json")).out) as object;
    expect(report).toMatchObject({ schema: 1, dryRun: true, checked: 8 });
  });

  it("says why nothing can be repaired", async () => {
    harness.gaps.problem = "PLEX_TOKEN is not set.";
    const { code, out, err } = await run("--repair", "--all", "--yes");
    expect([code, out, err]).toEqual([1, "", "PLEX_TOKEN is not set.\n"]);
  });
});

describe("gaps --compare", () => {
  const hold = (): (() => void) => {
    let release = (): void => undefined;
    harness.gaps.gate = new Promise((resolve) => {
      release = resolve;
    });
    return () => release();
  };
  const untilTold = async (terminal: { readonly err: () => string }, text: string) => {
    while (!terminal.err().includes(text)) await nextTurn();
  };

  it("waits for the comparison, telling how far Plex is read, and shows what it found", async () => {
    const { current } = harness.service;
    const progress = { done: 12_000, total: 100_000 };
    harness.service.current = { ...current, plex: { ...current.plex, progress } };
    const release = hold();
    const { terminal, ended } = startCommand(harness.port, ["gaps", "--compare", "--json"]);
    await untilTold(terminal, "12,000 of 100,000 items of Plex read");
    expect(terminal.out()).toBe("");
    release();
    const { code, out } = await ended;
    expect(code).toBe(3);
    expect(JSON.parse(out)).toMatchObject({ total: 8 });
    expect(harness.gaps.calls).toEqual([["compare"]]);
  });

  it("says why both sides cannot be compared", async () => {
    harness.gaps.problem = "PLEX_URL is not set.";
    const { code, out, err } = await run("--compare");
    expect([code, out]).toEqual([1, ""]);
    expect(err).toBe("Comparing Stash and Plex\nPLEX_URL is not set.\n");
  });

  it("says that somebody else cancelled it", async () => {
    const release = hold();
    const { terminal, ended } = startCommand(harness.port, ["gaps", "--compare"]);
    await untilTold(terminal, "Comparing Stash and Plex");
    while (harness.gaps.calls.length === 0) await nextTurn();
    await harness.post("/api/jobs/compare/cancel");
    harness.gaps.failure = "The comparison was cancelled.";
    release();
    const { code, err } = await ended;
    expect(code).toBe(1);
    expect(err).toContain("The comparison was cancelled in the provider.\n");
  });

  it("goes on in the provider when nobody waits any more", async () => {
    const release = hold();
    const { terminal, ended } = startCommand(harness.port, ["gaps", "--compare"]);
    while (harness.gaps.calls.length === 0) await nextTurn();
    terminal.stop();
    const { code, err } = await ended;
    release();
    expect(code).toBe(1);
    expect(err).toContain("It goes on in the provider");
    expect(harness.gaps.calls).toEqual([["compare"]]);
  });

  it("is followed by a repair of what it found", async () => {
    await run("--compare", "--repair", "--kind", "stale", "--yes");
    expect(harness.gaps.calls).toEqual([["compare"], ["repair", { kind: "stale" }, false]]);
  });
});
