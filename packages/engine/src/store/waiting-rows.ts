import type { SQLInputValue } from "node:sqlite";

import type { RowWriter } from "./row-buffer.ts";

/**
 * Rows that may wait over several transactions before they are written: in the order of their keys, each page of a
 * table is then visited once for many of them.
 */
export interface WaitingRows<Row extends readonly SQLInputValue[]> {
  add(row: Row): void;
  /** Writes what has waited since before this transaction. */
  writeOld(): void;
  /** Writes all that waits. */
  write(): void;
  /** The row that waits longest. */
  first(): Row | undefined;
  count(): number;
  /** The transaction was committed: what was written is forgotten, the rest goes on waiting. */
  committed(): void;
  /** The transaction failed: what was added in it is forgotten, the rest waits as before. */
  failed(): void;
  clear(): void;
}

export const createWaitingRows = <Row extends readonly [string | number, ...SQLInputValue[]]>(
  writeValues: RowWriter,
): WaitingRows<Row> => {
  let rows: Row[] = [];
  /** How many of them were there before this transaction, and how many of all were written in it. */
  let old = 0;
  let written = 0;
  const writeUpTo = (end: number): void => {
    if (end <= written) return;
    const sorted = rows.slice(written, end).sort(([left], [right]) => (left < right ? -1 : 1));
    const values: SQLInputValue[] = [];
    for (const row of sorted) values.push(...row);
    writeValues(values);
    written = end;
  };
  return {
    add: (row) => {
      rows.push(row);
    },
    writeOld: () => {
      writeUpTo(old);
    },
    write: () => {
      writeUpTo(rows.length);
    },
    first: () => rows[written],
    count: () => rows.length - written,
    committed: () => {
      rows = rows.slice(written);
      old = rows.length;
      written = 0;
    },
    failed: () => {
      rows.length = old;
      written = 0;
    },
    clear: () => {
      rows = [];
      old = 0;
      written = 0;
    },
  };
};
