import { measureFirstSync, measureLongFirstSync } from "./mirror-first-sync.ts";
import { measureLookUps, type LookUpFigures } from "./mirror-look-ups.ts";
import type { Latency } from "./mirror-sync-run.ts";

const scenes = Number(process.env.BENCH_SCENES ?? 100_000);
const million = process.argv.includes("--million");

const print = (line = ""): void => void process.stdout.write(`${line}\n`);

const row = (name: string, value: string, target = ""): void => {
  print(`  ${name.padEnd(44)}${value.padStart(16)}   ${target}`);
};

const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
const seconds = (value: number): string => `${(value / 1_000).toFixed(1)} s`;
const mebibytes = (bytes: number): string => `${(bytes / 1_048_576).toFixed(0)} MiB`;
const latency = ({ p50, p99, worst }: Latency): string =>
  [p50, p99, worst].map((value) => value.toFixed(1)).join(" / ");

const printFirstSync = async (): Promise<void> => {
  const { rounds, run } = await measureFirstSync(scenes);
  const fetchMs = Math.min(...rounds.map((round) => round.fetchMs));
  const syncMs = Math.min(...rounds.map((round) => round.sync.ms));
  const ratios = rounds.map((round) => (round.sync.ms / round.fetchMs).toFixed(2));
  const peakMiB = Math.max(run.peakMiB, ...rounds.map((round) => round.sync.peakMiB));
  print(`First sync of ${scenes} scenes from the fake Stash`);
  row("fetching the same pages and throwing them away", seconds(fetchMs));
  row("first sync", seconds(syncMs));
  row("ratio of the fastest of each", `${(syncMs / fetchMs).toFixed(2)} x`, "at most 1.3 x");
  row("ratio of each pair of runs", ratios.join(" / "));
  row("first sync with 100 matches a second beside it", seconds(run.ms));
  row("memory at most, with one malloc arena", `${peakMiB.toFixed(0)} MiB`, "at most 250 MiB");
  row("match during it, p50 / p99 / worst ms", latency(run.matchDuringSync), "p99 below 50 ms");
  row("id pass", seconds(run.idPassMs));
  row("full pass", seconds(run.fullPassMs));
  row("match during it, p50 / p99 / worst ms", latency(run.matchDuringFullPass), "p99 below 50 ms");
  row("restart to first answer", ms(run.restartMs), "below 1 s");
  row("size of the file", mebibytes(run.bytes));
};

const targets: Readonly<Record<string, string>> = {
  detail: "below 300 us",
  "detail + desired item": "below 300 us",
  "title search (manual)": "",
};

const printLookUps = (figures: LookUpFigures): void => {
  print();
  print(`Look-ups among ${figures.scenes} generated scenes`);
  for (const [name, micros] of Object.entries(figures.micros)) {
    row(name, `${micros.toFixed(1)} us`, targets[name] ?? "below 100 us");
  }
  row("writing 1,000 scenes", ms(figures.writeMsPerThousand));
  row("opening the file to first answer", ms(figures.restartMs), "below 1 s");
  row("size per 100,000 scenes", mebibytes((figures.bytes / figures.scenes) * 100_000));
};

const printLongFirstSync = async (count: number): Promise<void> => {
  const { fetchMs, sync } = await measureLongFirstSync(count);
  print(`First sync of ${count} scenes from the fake Stash, once`);
  row("fetching the same pages and throwing them away", seconds(fetchMs));
  row("first sync", seconds(sync.ms));
  row("ratio", `${(sync.ms / fetchMs).toFixed(2)} x`);
  row("memory at most, with one malloc arena", `${sync.peakMiB.toFixed(0)} MiB`);
};

if (million) {
  await printLongFirstSync(1_000_000);
  printLookUps(measureLookUps(1_000_000));
} else {
  await printFirstSync();
  printLookUps(measureLookUps(scenes));
}
