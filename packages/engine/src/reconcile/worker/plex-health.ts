import type { Clock } from "@stash2plex/shared/clock";

/** Whether Plex may be worked with, as its answers tell. */
export interface PlexHealth {
  /** Sentence of why nothing is done at the moment, or null. */
  problem(): string | null;
  /** Epoch ms when Plex is to be asked how it is; null while it is well. */
  probeAt(): number | null;
  succeeded(): void;
  /** A failure that says something of the server: it is away, or answered with an error of its own. */
  failed(sentence: string): void;
  /** The token was refused: nothing is tried until it is accepted again. */
  refused(sentence: string): void;
  probeFailed(): void;
  /** Latest first. */
  outages(): readonly Outage[];
}

export interface Outage {
  readonly from: number;
  /** Null while it lasts. */
  readonly to: number | null;
  readonly reason: string;
}

const failuresInARow = 5;
const probesMs = [10_000, 20_000, 40_000, 60_000] as const;
const refusedProbeMs = 60_000;
const outagesKept = 30;

/**
 * Five failures in a row open the breaker; only a probe closes it. Ambiguity, missing items and refused values are not
 * told here: they say nothing of the server (docs/reference/stash2plex-v1.md: B23, L5).
 */
export function createPlexHealth(
  clock: Pick<Clock, "now">,
  random: () => number,
  onRecovered: () => void,
): PlexHealth {
  let failures = 0;
  let probes = 0;
  let isRefused = false;
  let problem: string | null = null;
  let nextProbe: number | null = null;
  let outages: Outage[] = [];

  const planProbe = (): void => {
    const longest = probesMs.at(-1) ?? refusedProbeMs;
    const ms = isRefused ? refusedProbeMs : (probesMs[probes] ?? longest) * (0.5 + random() / 2);
    nextProbe = clock.now() + ms;
  };
  const open = (sentence: string): void => {
    if (problem === null) {
      const outage = { from: clock.now(), to: null, reason: sentence };
      outages = [outage, ...outages].slice(0, outagesKept);
    }
    problem = sentence;
    probes = 0;
    planProbe();
  };
  return {
    problem: () => problem,
    probeAt: () => nextProbe,
    succeeded: () => {
      failures = 0;
      if (problem === null) return;
      const [last, ...earlier] = outages;
      if (last !== undefined) outages = [{ ...last, to: clock.now() }, ...earlier];
      problem = null;
      nextProbe = null;
      isRefused = false;
      onRecovered();
    },
    failed: (sentence) => {
      failures += 1;
      if (failures >= failuresInARow && problem === null) open(sentence);
    },
    refused: (sentence) => {
      if (isRefused) return;
      isRefused = true;
      open(sentence);
    },
    probeFailed: () => {
      probes += 1;
      planProbe();
    },
    outages: () => outages,
  };
}
