import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

import type { PlexFetchRun, PlexPassRun } from "./plex-mirror-run.ts";

const items = Number(process.env.BENCH_ITEMS ?? 100_000);

const programOf = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const print = (line = ""): void => void process.stdout.write(`${line}\n`);
const row = (name: string, value: string, target = ""): void => {
  print(`  ${name.padEnd(44)}${value.padStart(16)}   ${target}`);
};
const seconds = (value: number): string => `${(value / 1_000).toFixed(2)} s`;
const mebibytes = (value: number): string => `${value.toFixed(0)} MiB`;

const startListingServer = async (): Promise<{ url: string; child: ChildProcess }> => {
  const child = spawn(process.execPath, [programOf("./plex-listing-server.ts"), String(items)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  for await (const chunk of child.stdout) {
    said += String(chunk);
    const url = /"url":"([^"]+)"/u.exec(said)?.[1];
    if (url !== undefined) return { url, child };
  }
  throw new Error(`The server of listings did not start: ${said}`);
};

const runProgram = async (mode: "fetch" | "pass", url: string): Promise<unknown> => {
  const child = spawn(process.execPath, [programOf("./plex-mirror-run.ts"), mode, url], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.on("data", (chunk) => {
    said += String(chunk);
  });
  await once(child, "close");
  return JSON.parse(said);
};

const { url, child } = await startListingServer();
try {
  // The first run also warms the server up and is not counted.
  await runProgram("fetch", url);
  const before = (await runProgram("fetch", url)) as PlexFetchRun;
  const pass = (await runProgram("pass", url)) as PlexPassRun;
  const after = (await runProgram("fetch", url)) as PlexFetchRun;
  const fetchMs = (before.ms + after.ms) / 2;
  print(`Full pass over ${items} items of Plex`);
  row("fetching the same pages and throwing them away", seconds(fetchMs));
  row("full pass, everything new", seconds(pass.ms));
  row("ratio", `${(pass.ms / fetchMs).toFixed(2)} x`, "at most 1.3 x");
  row("full pass, nothing new", seconds(pass.againMs));
  row("ratio", `${(pass.againMs / fetchMs).toFixed(2)} x`, "at most 1.3 x");
  row("memory at most", mebibytes(pass.peakMiB), `${mebibytes(after.peakMiB)} when fetching only`);
  row("thread not free for at most", `${pass.longestBlockMs.toFixed(0)} ms`);
  for (const [name, micros] of Object.entries(pass.micros)) {
    row(name, `${micros.toFixed(1)} us`, "below 100 us");
  }
  row("size of the file", mebibytes(pass.bytes / 1_048_576));
} finally {
  child.kill();
}
