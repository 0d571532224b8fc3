import type { ChildProcess } from "node:child_process";

import { askChild } from "./children.ts";
import type { LoadPlan, LoadResult, PlexRequest } from "./load-plan.ts";

/** One kind of request at one server, measured in short rounds. */
export interface Contestant {
  readonly name: string;
  readonly url: string;
  readonly expected: string;
  /** Requests of a round, over and over; those of the next round may be others. */
  readonly requests: (round: number) => readonly PlexRequest[];
  /** Each request once and never again, instead of over and over for some seconds. */
  readonly once?: boolean;
}

export interface Measured {
  readonly name: string;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly answered: number;
  /** Answers without the expected text, and (only where each is asked for once) other than 200. */
  readonly unlike: number;
  /** GraphQL requests in the measured time. */
  readonly asked: number;
  readonly background: number;
}

export interface RoundsWishes {
  readonly generator: ChildProcess;
  readonly connections: number;
  readonly rounds: number;
  readonly seconds: number;
  readonly stash: { asked(): number; background(): number };
}

type Seen = LoadResult & Pick<Measured, "asked" | "background">;

const median = (values: readonly number[]): number =>
  [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);

/** Files that were never asked for before may be unknown; all others are known to be answered. */
function checked(name: string, result: LoadResult, mayFail = false): LoadResult {
  if ((mayFail || result.failed + result.unlike === 0) && result.answered > 0) return result;
  throw new Error(
    `${name}: ${result.failed + result.unlike} of ${result.answered} requests failed.`,
  );
}

async function measureRound(
  { name, url, expected, once = false, requests }: Contestant,
  wishes: RoundsWishes,
  round: number,
): Promise<Seen> {
  const { generator, connections, seconds, stash } = wishes;
  const plan: LoadPlan = { url, expected, connections, requests: requests(round) };
  const each = { ...plan, amount: plan.requests.length };
  // Once over all, uncounted: whoever was measured in between has pushed things out of memory.
  if (!once) checked(name, await askChild(generator, each));
  const before = { asked: stash.asked(), background: stash.background() };
  const result = await askChild<LoadResult>(generator, once ? each : { ...plan, seconds });
  return {
    ...checked(name, result, once),
    asked: stash.asked() - before.asked,
    background: stash.background() - before.background,
  };
}

function summary(name: string, seen: readonly Seen[]): Measured {
  const all = (of: (one: Seen) => number): readonly number[] => seen.map(of);
  return {
    name,
    perSecond: median(all(({ perSecond }) => perSecond)),
    p50: median(all(({ p50 }) => p50)),
    p99: median(all(({ p99 }) => p99)),
    answered: sum(all(({ answered }) => answered)),
    unlike: sum(all(({ unlike }) => unlike)),
    asked: sum(all(({ asked }) => asked)),
    background: sum(all(({ background }) => background)),
  };
}

/** Measures all in turn, several times: whatever else the machine does then hits all of them. Medians of the rounds. */
export async function measureInTurn(
  contestants: readonly Contestant[],
  wishes: RoundsWishes,
): Promise<readonly Measured[]> {
  const seen = contestants.map((): Seen[] => []);
  for (let round = 0; round < wishes.rounds; round += 1) {
    for (const [index, contestant] of contestants.entries()) {
      seen[index]?.push(await measureRound(contestant, wishes, round));
    }
  }
  return contestants.map(({ name }, index) => summary(name, seen[index] ?? []));
}
