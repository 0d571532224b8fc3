import type { GapDeps } from "./gap-deps.ts";
import type { GapService } from "./gap.ts";

/** The gaps of a running engine. */
export interface Gaps {
  readonly service: GapService;
  start(): void;
  stop(): Promise<void>;
}

const nothing = {
  "plex-only": 0,
  "stash-only": 0,
  unmatched: 0,
  stale: 0,
  incomplete: 0,
  orphan: 0,
  duplicate: 0,
};

export const createGaps = ({ offReason }: GapDeps): Gaps => ({
  service: {
    compare: () => Promise.reject(new Error(offReason ?? "Nothing can be compared yet.")),
    cancelCompare: () => Promise.resolve(false),
    page: () => Promise.resolve({ asOf: null, total: 0, counts: nothing, next: null, gaps: [] }),
    gap: () => Promise.resolve(null),
    summary: () =>
      Promise.resolve({
        asOf: null,
        counts: nothing,
        reasons: [],
        agreement: null,
        problem: offReason,
        lastRun: null,
      }),
    repair: () => Promise.reject(new Error(offReason ?? "Nothing can be repaired yet.")),
    noteAsked: () => Promise.resolve(),
  },
  start: () => undefined,
  stop: () => Promise.resolve(),
});
