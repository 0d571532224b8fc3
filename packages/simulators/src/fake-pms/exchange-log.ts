/** What a request was for. */
export type Purpose = "root" | "match" | "metadata" | "extras" | "images" | "picture";

/** One request to the provider and what came back. */
export interface Exchange {
  readonly purpose: Purpose;
  readonly method: "GET" | "POST" | "HEAD";
  readonly url: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  /** The JSON value that was sent. */
  readonly requestBody: unknown;
  /** null when there was no answer. */
  readonly status: number | null;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Milliseconds until the whole answer was there. */
  readonly ms: number;
  /** Why there was no answer. */
  readonly failure: string | null;
}

/** Times of all requests of one purpose, in milliseconds. */
export interface RequestFigures {
  readonly purpose: Purpose;
  readonly count: number;
  readonly failed: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

export interface ExchangeLog {
  add(exchange: Exchange): void;
  /** The latest exchanges, oldest first. */
  exchanges(): readonly Exchange[];
  figures(): readonly RequestFigures[];
}

const PURPOSES: readonly Purpose[] = ["root", "match", "metadata", "extras", "images", "picture"];

/** @param share 0..1 of sorted values */
function percentile(sorted: readonly number[], share: number): number {
  const index = Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1);
  return sorted[Math.max(0, index)] ?? 0;
}

function isFailure({ status }: Exchange): boolean {
  return status === null || status >= 400;
}

/** Keeps the last `limit` exchanges whole, and count and time of all. */
export function createExchangeLog(limit: number): ExchangeLog {
  const kept: Exchange[] = [];
  const times = new Map<Purpose, number[]>();
  const failures = new Map<Purpose, number>();
  return {
    add(exchange) {
      kept.push(exchange);
      if (kept.length > limit) kept.shift();
      const { purpose, ms } = exchange;
      const known = times.get(purpose);
      if (known === undefined) times.set(purpose, [ms]);
      else known.push(ms);
      if (isFailure(exchange)) failures.set(purpose, (failures.get(purpose) ?? 0) + 1);
    },
    exchanges: () => [...kept],
    figures: () =>
      PURPOSES.flatMap((purpose) => {
        const sorted = times.get(purpose)?.toSorted((left, right) => left - right);
        if (sorted === undefined) return [];
        return {
          purpose,
          count: sorted.length,
          failed: failures.get(purpose) ?? 0,
          p50: percentile(sorted, 0.5),
          p95: percentile(sorted, 0.95),
          max: sorted.at(-1) ?? 0,
        };
      }),
  };
}
