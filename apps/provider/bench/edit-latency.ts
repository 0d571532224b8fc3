import { updateScene } from "@stash2plex/simulators/library";

import { closeStages, type PushStage, saved, startPush } from "../test/push/push-stage.ts";

const waiting = Number(process.env.BENCH_WAITING ?? 10_000);
const edits = Number(process.env.BENCH_EDITS ?? 40);
/** A person's save shows in Plex within this time, whatever waits. */
const TARGET_P95_MS = 2_000;
const OTHERS_BETWEEN = 4;
const GUID = "tv.plex.agents.custom.stash2plex://movie/scene-";

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Infinity;

/** An edit in bulk of everything, as one delivery. */
async function fillQueue(stage: PushStage): Promise<void> {
  await stage.ask("/api/jobs/plex-pass/run", { method: "POST" });
  const all = Array.from({ length: waiting }, (_, at) => saved(at + 1, "ids", "tag_ids"));
  const answer = await stage.ask("/api/events", { method: "POST", body: JSON.stringify(all) });
  if (answer.status !== 202) throw new Error(`The events were not taken: ${answer.text}`);
}

/** The next save comes when all places are taken by others again. */
async function othersGoOn(stage: PushStage): Promise<void> {
  const { done } = await stage.status();
  await stage.eventually(stage.status, (now) => now.done >= done + OTHERS_BETWEEN);
}

/** From the plugin's line to the title in Plex, one save after the other, spread over the library. */
async function measure(stage: PushStage): Promise<readonly number[]> {
  const times: number[] = [];
  for (let at = 0; at < edits; at += 1) {
    await othersGoOn(stage);
    const id = 1 + Math.floor(((at + 0.5) / edits) * waiting);
    const title = `Saved by a person, ${at}`;
    updateScene(stage.library, id, { title });
    const began = performance.now();
    await stage.ring(saved(id, "title"));
    await stage.eventually(
      () => stage.itemOf(id).fields.title,
      (shown) => shown === title,
    );
    times.push(performance.now() - began);
  }
  return times.sort((left, right) => left - right);
}

async function bench(): Promise<boolean> {
  const stage = await startPush({
    scenes: waiting,
    env: { PLEX_MAX_EDITS_PER_SECOND: "20", FOLLOW_INTERVAL: "1h", LOG_LEVEL: "warn" },
    fileOf: (id) => ({ guid: `${GUID}${id}` }),
  });
  await fillQueue(stage);
  const times = await measure(stage);
  const { queue } = await stage.status();
  const [p50, p95] = [percentile(times, 0.5), percentile(times, 0.95)];
  const isMet = p95 < TARGET_P95_MS;
  print(`From a save in Stash to Plex, ${edits} saves, ${waiting} scenes waiting at first`);
  print(
    `  p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms (target: p95 below ${TARGET_P95_MS} ms)`,
  );
  print(`  still waiting at the end: ${queue.ready} ${isMet ? "" : "- TARGET MISSED"}`.trimEnd());
  return isMet;
}

try {
  process.exitCode = (await bench()) ? 0 : 1;
} finally {
  const broken = await closeStages();
  for (const sentence of broken) print(`  ${sentence}`);
}
