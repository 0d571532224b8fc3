import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createLibrary } from "@stash2plex/simulators/library";

import { askChild, type Children, createChildren, pathOf } from "./children.ts";
import { askOnce, confirmedFiles } from "./confirmed-files.ts";
import { type ProviderProcess, startProviderProcess } from "./provider-process.ts";
import { printReport } from "./report.ts";
import { type Contestant, measureInTurn } from "./rounds.ts";
import type { SampleAnswers } from "./sample-answers.ts";
import {
  dealScenes,
  metadataRequest,
  type SampleFile,
  sampleFiles,
  sharedNames,
} from "./sample-files.ts";
import { openStashGate, type StashGate } from "./stash-gate.ts";
import { countCaused } from "./stash-requests.ts";

const scenes = Number(process.env.BENCH_SCENES ?? 100_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const seconds = Number(process.env.BENCH_SECONDS ?? 4);
const connections = 32;
/** So many items are asked for over and over in a warm round; some ten times a small library, and they fit in memory. */
const WARM = 2_000;
const PER_FIRST_ROUND = 6_000;
const CAUSING = 1_000;
const SEED = 1;
const BEHIND_INTERVAL_S = 5;

const tell = (text: string): void => void process.stderr.write(`${text}\n`);

function startStash(children: Children): Promise<string> {
  const program = pathOf("../../../packages/simulators/src/stash-server/cli.ts");
  const child = children.spawn(program, ["--scenes", String(scenes), "--seed", String(SEED)]);
  return new Promise((resolve, reject) => {
    let said = "";
    child.stdout?.on("data", (chunk) => {
      said += String(chunk);
      const url = /"url":"([^"]+)"/.exec(said)?.[1];
      if (url !== undefined) resolve(url);
    });
    child.once("exit", () => reject(new Error(`The fake Stash ended: ${said}`)));
  });
}

async function startBare(
  children: Children,
  kind: "express" | "http",
  answers: SampleAnswers,
): Promise<string> {
  const child = children.fork("./programs/bare-server.ts", [kind]);
  const { port } = await askChild<{ port: number }>(child, answers);
  return `http://127.0.0.1:${port}`;
}

async function sampleAnswers(url: string, file: SampleFile): Promise<SampleAnswers> {
  const match = await askOnce(url, file.request);
  const metadata = await askOnce(url, metadataRequest(file));
  return { match, metadata };
}

interface Field {
  readonly provider: ProviderProcess;
  readonly express: string;
  readonly http: string;
  readonly warm: readonly SampleFile[];
  readonly fresh: readonly SampleFile[];
}

function contestantsOf({ provider, express, http, warm, fresh }: Field): readonly Contestant[] {
  const matches = warm.map(({ request }) => request);
  const items = warm.map(metadataRequest);
  const part = (round: number): readonly SampleFile[] =>
    fresh.slice(round * PER_FIRST_ROUND, (round + 1) * PER_FIRST_ROUND);
  const expected = '"ratingKey"';
  const { url } = provider;
  return [
    { name: "match (warm)", url, expected, requests: () => matches },
    {
      name: "match (each file once)",
      url,
      expected,
      once: true,
      requests: (round) => part(round).map(({ request }) => request),
    },
    { name: "  bare Express, POST", url: express, expected, requests: () => matches },
    { name: "  bare node:http, POST", url: http, expected, requests: () => matches },
    { name: "metadata (warm)", url, expected, requests: () => items },
    { name: "  bare Express, GET", url: express, expected, requests: () => items },
    { name: "  bare node:http, GET", url: http, expected, requests: () => items },
    {
      name: "metadata (each once)",
      url,
      expected,
      once: true,
      requests: (round) => part(round).map(metadataRequest),
    },
  ];
}

/** Starts the provider again on its data, and keeps it from following Stash until it is behind by two intervals. */
async function startBehind(
  children: Children,
  gate: StashGate,
  dataDir: string,
): Promise<ProviderProcess> {
  gate.holdPolls();
  const followInterval = `${BEHIND_INTERVAL_S}s`;
  const provider = await startProviderProcess(children, {
    stashUrl: gate.url,
    dataDir,
    followInterval,
  });
  await provider.until(
    ({ freshAsOf }) =>
      freshAsOf !== null && Date.now() - freshAsOf > (2 * BEHIND_INTERVAL_S + 1) * 1_000,
  );
  return provider;
}

async function bench(children: Children, dataDir: string): Promise<boolean> {
  const [forWarm = [], forFirst = [], forFresh = [], forBehind = []] = dealScenes(scenes, [
    WARM,
    PER_FIRST_ROUND * rounds,
    CAUSING,
    CAUSING,
  ]);
  const stashUrl = await startStash(children);
  const gate = await openStashGate(stashUrl);
  try {
    tell(`Copying ${scenes} scenes from the fake Stash ...`);
    const wishes = { stashUrl: gate.url, dataDir };
    const provider = await startProviderProcess(children, { ...wishes, followInterval: "30s" });
    await provider.until(({ phase }) => phase === "ready");
    const library = createLibrary({ seed: SEED, scenes });
    const shared = sharedNames(library);
    const warm = await confirmedFiles(provider.url, sampleFiles(library, forWarm, shared));
    const [first] = warm.matched;
    if (first === undefined) throw new Error("No file was matched.");
    const answers = await sampleAnswers(provider.url, first);
    const express = await startBare(children, "express", answers);
    const http = await startBare(children, "http", answers);
    const generator = children.fork("./programs/load-generator.ts");
    tell(`Asking, ${rounds} rounds of ${seconds} s each ...`);
    const fresh = sampleFiles(library, forFirst, shared);
    const contestants = contestantsOf({ provider, express, http, warm: warm.matched, fresh });
    const how = { generator, connections, stash: gate };
    const repeated = contestants.filter(({ once }) => once !== true);
    await measureInTurn(repeated, { ...how, rounds: 1, seconds: 1 });
    const measured = await measureInTurn(contestants, { ...how, rounds, seconds });
    const requestsOf = (ids: readonly number[]) =>
      ids.map((sceneId) => metadataRequest({ sceneId }));
    const caused = (by: ProviderProcess, ids: readonly number[]) =>
      countCaused(generator, by, gate, requestsOf(ids), connections);
    const whenFresh = await caused(provider, forFresh);
    await provider.end();
    tell("Starting again, kept behind ...");
    const late = await startBehind(children, gate, dataDir);
    const whenBehind = await caused(late, forBehind);
    gate.release();
    await late.end();
    return printReport({
      scenes,
      connections,
      rounds,
      seconds,
      warm: { matched: warm.matched.length, unmatched: warm.unmatched },
      measured,
      whenFresh,
      whenBehind,
    });
  } finally {
    await gate.close();
  }
}

const children = createChildren();
const dataDir = mkdtempSync(join(tmpdir(), "stash2plex-bench-"));
const cleanUp = async (): Promise<void> => {
  await children.endAll();
  rmSync(dataDir, { recursive: true, force: true });
};
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void cleanUp().then(() => process.exit(1)));
}
try {
  process.exitCode = (await bench(children, dataDir)) ? 0 : 1;
} finally {
  await cleanUp();
}
