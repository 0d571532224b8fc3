import type { DatabaseSync } from "node:sqlite";

import { prepareChange, prepareQuery } from "../store/typed-query.ts";

const keptMs = 90 * 86_400_000;
const mostClosed = 50_000;
const perStep = 1_000;

/** Forgets gaps that were closed long ago, and the oldest of too many closed ones; in small steps. */
export const forgetOldGaps = async (
  db: DatabaseSync,
  now: number,
  between: () => Promise<void>,
): Promise<void> => {
  const excess = prepareQuery<{ at: number }, [number]>(
    db,
    `SELECT closed_at AS at FROM gaps WHERE closed_at IS NOT NULL
       ORDER BY closed_at DESC LIMIT 1 OFFSET ?`,
  );
  const forget = prepareChange<[number, number]>(
    db,
    `DELETE FROM gaps WHERE id IN
       (SELECT id FROM gaps WHERE closed_at IS NOT NULL AND closed_at < ? LIMIT ?)`,
  );
  const before = Math.max(now - keptMs, excess.get(mostClosed - 1)?.at ?? 0);
  while (forget(before, perStep) === perStep) await between();
};
