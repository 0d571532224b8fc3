import { type Dir } from "node:fs";
import { mkdir, opendir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";

import { coalesceEvents, parseStashEvent, type StashEvent } from "@stash2plex/shared/events";

export interface SpoolReport {
  /** Files whose event was handed over. */
  readonly delivered: number;
  /** Files that hold no event; they lie in the folder `bad` now. */
  readonly bad: number;
}

/** Hands events over; resolves when they are safe where they went. */
export type SubmitSpooled = (events: readonly StashEvent[]) => Promise<unknown>;

const batchSize = 500;
/** Nobody writes an event of that size. */
const longestBytes = 1_048_576;

const isGone = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "code" in error && error.code === "ENOENT";

const unlessGone = async <T>(work: Promise<T>): Promise<T | null> => {
  try {
    return await work;
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
};

/** Names of finished files; those that begin with a dot are still being written. */
async function* finishedNames(folder: string): AsyncGenerator<string> {
  const dir: Dir | null = await unlessGone(opendir(folder));
  if (dir === null) return;
  for await (const entry of dir) {
    if (entry.isFile() && !entry.name.startsWith(".") && entry.name.endsWith(".json")) {
      yield entry.name;
    }
  }
}

const eventOf = (text: string): StashEvent | null => {
  if (text.length > longestBytes) return null;
  try {
    const parsed = parseStashEvent(JSON.parse(text));
    return parsed.ok ? parsed.event : null;
  } catch {
    return null;
  }
};

/**
 * Hands over what hooks left in a folder, some hundred files at a time, and removes a file only after its event was
 * taken. Several processes may do so at once: an event that two of them hand over is harmless. Rejects with the error of
 * `submit`, and then nothing of that batch is removed.
 */
export async function drainSpool(folder: string, submit: SubmitSpooled): Promise<SpoolReport> {
  let delivered = 0;
  let bad = 0;
  let batch: { readonly name: string; readonly event: StashEvent }[] = [];
  const setAside = async (name: string): Promise<void> => {
    await mkdir(join(folder, "bad"), { recursive: true });
    await unlessGone(rename(join(folder, name), join(folder, "bad", name)));
    bad += 1;
  };
  const handOver = async (): Promise<void> => {
    if (batch.length === 0) return;
    const taken = batch;
    batch = [];
    await submit(coalesceEvents(taken.map(({ event }) => event)));
    for (const { name } of taken) await rm(join(folder, name), { force: true });
    delivered += taken.length;
  };
  for await (const name of finishedNames(folder)) {
    const text = await unlessGone(readFile(join(folder, name), "utf8"));
    if (text === null) continue;
    const event = eventOf(text);
    if (event === null) await setAside(name);
    else batch.push({ name, event });
    if (batch.length >= batchSize) await handOver();
  }
  await handOver();
  return { delivered, bad };
}
