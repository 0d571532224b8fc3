import type { DatabaseSync } from "node:sqlite";

import { inTransaction } from "../../store/transaction.ts";
import type { Difference } from "../difference.ts";
import type { GapRows, OpenRow } from "../gap-rows.ts";

const rowsPerTransaction = 500;

/** Brings the table of gaps to what a comparison finds, stretch by stretch; what stays as it is is not written. */
export interface GapSettlement {
  /**
   * What is open on a stretch of items or scenes, and what was found there.
   *
   * @param isFinal whether what was not found again ends now: a scene is met on one stretch only
   */
  settle(open: readonly OpenRow[], found: readonly Difference[], isFinal: boolean): void;
  /**
   * Closes what was not found again on the stretches so far. Only now: a file that has another item than before is
   * met on another stretch, and its gap stays the same one.
   */
  closeRest(pause: () => Promise<void>): Promise<void>;
  readonly opened: number;
  readonly closed: number;
}

const isSame = (a: Difference, b: Difference): boolean =>
  a.reason === b.reason &&
  a.sceneId === b.sceneId &&
  a.itemId === b.itemId &&
  a.sectionKey === b.sectionKey &&
  a.stashPath === b.stashPath &&
  a.plexPath === b.plexPath &&
  a.title === b.title &&
  a.details === b.details;

const keyOf = ({ kind, subject }: Pick<Difference, "kind" | "subject">): string =>
  `${kind} ${subject}`;

/** @param lastSeen when the comparison before this one saw what is open; null: there was none. */
export const createGapSettlement = (
  db: DatabaseSync,
  rows: GapRows,
  now: number,
  lastSeen: number | null,
): GapSettlement => {
  const kept = new Set<number>();
  let missing: number[] = [];
  let opened = 0;
  let closed = 0;

  /** The open gap of another stretch about the same subject: only files change their item. */
  const elsewhere = (gap: Difference): number | null =>
    gap.subject.startsWith("file:") ? rows.openId(gap.kind, gap.subject) : null;

  const put = (gap: Difference): void => {
    const id = elsewhere(gap);
    if (id === null) {
      rows.insert(gap, "compare", now);
      opened += 1;
      return;
    }
    kept.add(id);
    rows.update(id, gap);
  };
  return {
    get opened() {
      return opened;
    },
    get closed() {
      return closed;
    },
    settle: (open, found, isFinal) => {
      const before = new Map(open.map((row) => [keyOf(row), row]));
      const changed: (() => void)[] = [];
      for (const gap of found) {
        const key = keyOf(gap);
        const row = before.get(key);
        before.delete(key);
        if (row === undefined) {
          changed.push(() => {
            put(gap);
          });
        } else if (!isSame(row, gap)) {
          changed.push(() => {
            rows.update(row.id, gap);
          });
        }
      }
      for (const { id } of before.values()) {
        if (!isFinal) missing.push(id);
        else
          changed.push(() => {
            rows.close(id, now, lastSeen);
            closed += 1;
          });
      }
      if (changed.length === 0) return;
      inTransaction(db, () => {
        for (const change of changed) change();
      });
    },
    closeRest: async (pause) => {
      const ids = missing.filter((id) => !kept.has(id));
      missing = [];
      for (let at = 0; at < ids.length; at += rowsPerTransaction) {
        const batch = ids.slice(at, at + rowsPerTransaction);
        inTransaction(db, () => {
          for (const id of batch) rows.close(id, now, lastSeen);
        });
        closed += batch.length;
        await pause();
      }
    },
  };
};
