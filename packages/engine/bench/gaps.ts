import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { seededGaps, type LibraryLayout } from "./gaps-library.ts";
import type { GapFigures, GapRun } from "./gaps-run.ts";

const million = process.argv.includes("--million");
const sizes = million ? [100_000, 1_000_000] : [10_000, 100_000];
const targetMs = 2_000;
const targetMiB = 300;

const program = fileURLToPath(new URL("./gaps-run.ts", import.meta.url));
const print = (line = ""): void => void process.stdout.write(`${line}\n`);
const row = (name: string, value: string, target = ""): void => {
  print(`  ${name.padEnd(44)}${value.padStart(16)}   ${target}`);
};
const ms = (value: number): string => `${value.toFixed(0)} ms`;

const runProgram = async (...args: readonly string[]): Promise<string> => {
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, MALLOC_ARENA_MAX: "1" },
  });
  let said = "";
  child.stdout.on("data", (chunk) => {
    said += String(chunk);
  });
  await once(child, "close");
  if (child.exitCode !== 0) throw new Error(`The comparison ended with ${child.exitCode}.`);
  return said;
};

const measure = async (scenes: number, layout: LibraryLayout): Promise<GapFigures> => {
  const folder = mkdtempSync(join(tmpdir(), "stash2plex-bench-"));
  try {
    const args = [join(folder, "stash2plex.db"), String(scenes), layout];
    await runProgram("build", ...args);
    return JSON.parse(await runProgram("run", ...args)) as GapFigures;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const open = ({ report }: GapRun): number =>
  Object.values(report.counts).reduce((sum, count) => sum + count, 0);

const show = (name: string, run: GapRun, { readMs }: GapFigures, scenes: number): void => {
  row(name, ms(run.ms), scenes === 100_000 ? `at most ${targetMs} ms` : "");
  row("  of it the thread's own work", ms(run.workMs), "less where the machine is busy");
  row("  per 10,000 scenes", `${((run.workMs / scenes) * 10_000).toFixed(1)} ms`);
  row("  times reading both tables once", `${(run.ms / readMs).toFixed(1)} x`);
  row("  thread not free for at most", ms(run.longestBlockMs), "at most 20 ms");
};

const titles: Readonly<Record<LibraryLayout, string>> = {
  ours: "all ours, one scene in a hundred with a gap",
  foreign: "no item is ours yet",
  "other-mount": "no item is ours yet, Plex has another mount and there is no rule",
  strange: "Stash knows no file of Plex",
};

for (const layout of ["ours", "foreign", "other-mount", "strange"] as const) {
  for (const scenes of sizes) {
    const figures = await measure(scenes, layout);
    const { first, again, peakMiB } = figures;
    print(`${scenes} scenes and items, ${titles[layout]}`);
    show("first comparison", first, figures, scenes);
    show("the same again", again, figures, scenes);
    row("gaps", String(open(again)), layout === "ours" ? `seeded ${seededGaps(scenes)}` : "");
    row("memory at most", `${peakMiB.toFixed(0)} MiB`, `at most ${targetMiB} MiB`);
    print();
  }
}
