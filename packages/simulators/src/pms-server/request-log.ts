import type { Asked } from "./asked.ts";

/** A request that changes something in Plex. */
export interface PmsWrite {
  readonly method: string;
  readonly path: string;
  /** Decoded once; without X-Plex-* parameters. */
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly bodyBytes: number;
}

export interface RequestLog {
  /** How often each route was asked. */
  readonly counts: ReadonlyMap<string, number>;
  readonly writes: readonly PmsWrite[];
  add(route: string, asked: Asked, writes: boolean): void;
  clear(): void;
}

export function createRequestLog(): RequestLog {
  const counts = new Map<string, number>();
  const kept: PmsWrite[] = [];
  return {
    counts,
    writes: kept,
    add(route, { method, path, query, body }, writes) {
      counts.set(route, (counts.get(route) ?? 0) + 1);
      if (!writes) return;
      const shown = query.filter(([name]) => !/^X-Plex-/i.test(name));
      kept.push({ method, path, query: shown, bodyBytes: body.byteLength });
    },
    clear() {
      counts.clear();
      kept.length = 0;
    },
  };
}
