import type { ChildProcess } from "node:child_process";

import { askChild } from "./children.ts";
import type { LoadResult, PlexRequest } from "./load-plan.ts";
import type { ProviderProcess } from "./provider-process.ts";
import type { StashGate } from "./stash-gate.ts";

/** What so many metadata requests made Stash do. */
export interface Caused {
  readonly requests: number;
  readonly asked: number;
  readonly background: number;
}

/** Asks for each item once and counts what Stash is asked meanwhile. */
export async function countCaused(
  generator: ChildProcess,
  provider: ProviderProcess,
  gate: StashGate,
  requests: readonly PlexRequest[],
  connections: number,
): Promise<Caused> {
  const before = { asked: gate.asked(), background: gate.background() };
  const result = await askChild<LoadResult>(generator, {
    url: provider.url,
    connections,
    requests,
    amount: requests.length,
    expected: '"ratingKey"',
  });
  const wrong = result.failed + result.unlike;
  if (wrong > 0) throw new Error(`${wrong} of ${result.answered} metadata requests failed.`);
  return {
    requests: result.answered,
    asked: gate.asked() - before.asked,
    background: gate.background() - before.background,
  };
}
