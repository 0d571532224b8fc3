import { setTimeout as pause } from "node:timers/promises";

import type { OpenedEngine } from "./engine-parts.js";

const EVERY_MS = 1_000;

/** Works until nothing is due, and tells how far it is, from 0 to 1. */
export async function drainWithProgress(
  engine: OpenedEngine,
  tell: (done: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const ended = new AbortController();
  const watching = AbortSignal.any([signal, ended.signal]);
  const watch = async (): Promise<void> => {
    let most = 0;
    while (!watching.aborted) {
      const { ready, running } = (await engine.service.status()).queue;
      most = Math.max(most, ready + running);
      tell(most === 0 ? 1 : 1 - (ready + running) / most);
      await pause(EVERY_MS, undefined, { signal: watching, ref: false });
    }
  };
  const watched = watch().catch(() => undefined);
  try {
    await engine.drain(signal);
    tell(1);
  } finally {
    ended.abort();
    await watched;
  }
}
