import type { DatabaseSync } from "node:sqlite";

/** Runs `work` in one write transaction; whatever it throws undoes it. */
export const inTransaction = <T>(db: DatabaseSync, work: () => T): T => {
  db.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    db.exec("COMMIT");
    return result;
  } catch (error) {
    // A failed COMMIT (disk full) may have rolled back already.
    if (db.isTransaction) db.exec("ROLLBACK");
    throw error;
  }
};
