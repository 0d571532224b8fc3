import type { WorkErrorClass } from "../queue.ts";

/** When a scene has its next turn, or that it gets none. */
export type NextTurn =
  | { readonly kind: "retry"; readonly afterMs: number; readonly attempts: number }
  | { readonly kind: "dead" }
  /** Asked often enough: it leaves quietly, and the comparison of both sides tells of it. */
  | { readonly kind: "given-up" };

const temporaryTries = 5;
const firstTemporaryMs = 5_000;
const waitTries = 12;
/** A file that Plex scans right now is there in seconds; after that it is asked for ever more rarely. */
const waitsMs = [5_000, 15_000, 30_000, 60_000, 120_000, 300_000] as const;
const longestWaitMs = 600_000;
const downMs = 5_000;

/** Anywhere between nothing and the bound: a thousand rows that failed together do not come back together. */
const jittered = (boundMs: number, random: () => number): number => Math.ceil(boundMs * random());

/** Between half and the whole of the time: jittered, and never at once. */
const spread = (ms: number, random: () => number): number => Math.ceil(ms * (0.5 + random() / 2));

/** Turns of a scene that Plex does not have yet (DESIGN section 9: patient, no breaker). */
export function afterWaiting(attempts: number, random: () => number): NextTurn {
  const tried = attempts + 1;
  if (tried >= waitTries) return { kind: "given-up" };
  const waitMs = waitsMs[attempts] ?? longestWaitMs;
  return { kind: "retry", afterMs: spread(waitMs, random), attempts: tried };
}

/**
 * Turns after a failure.
 * @param attempts failures that counted, before this one
 * @param tries how often a temporary failure is tried in all
 */
export function afterFailure(
  errorClass: WorkErrorClass,
  attempts: number,
  random: () => number,
  tries = temporaryTries,
): NextTurn {
  switch (errorClass) {
    case "down":
      // The server is away, which is nobody's fault: unlimited and not counted.
      return { kind: "retry", afterMs: spread(downMs, random), attempts };
    case "not-found":
      return afterWaiting(attempts, random);
    case "permanent":
      return { kind: "dead" };
    case "temporary": {
      const tried = attempts + 1;
      if (tried >= tries) return { kind: "dead" };
      const boundMs = firstTemporaryMs * 2 ** attempts;
      return { kind: "retry", afterMs: jittered(boundMs, random), attempts: tried };
    }
  }
}
