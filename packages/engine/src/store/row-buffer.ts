import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";

/** Adds one row, in the order of the columns. */
export type RowAdder<Row extends readonly SQLInputValue[]> = (...row: Row) => void;

/** Rows on their way into several tables: added one by one, written many at a time. */
export interface RowBuffers {
  /** Rows replace those with the same key. */
  into<Row extends readonly SQLInputValue[]>(
    table: string,
    columns: readonly string[],
  ): RowAdder<Row>;
  /** Writes what was added; the caller holds the transaction. */
  flush(): void;
  /** Forgets what was added, after a transaction that failed. */
  discard(): void;
}

interface TableBuffer {
  readonly columns: number;
  readonly single: StatementSync;
  readonly many: StatementSync;
  values: SQLInputValue[];
}

/** Takes a third less time than single rows; more rows a statement gain nothing more. */
const rowsPerStatement = 32;

const flushTable = (table: TableBuffer): void => {
  const { columns, single, many, values } = table;
  table.values = [];
  const perStatement = columns * rowsPerStatement;
  let at = 0;
  for (; at + perStatement <= values.length; at += perStatement) {
    many.run(...values.slice(at, at + perStatement));
  }
  for (; at < values.length; at += columns) single.run(...values.slice(at, at + columns));
};

export const createRowBuffers = (db: DatabaseSync): RowBuffers => {
  const tables: TableBuffer[] = [];
  return {
    into: (name, columns) => {
      const head = `INSERT OR REPLACE INTO ${name} (${columns.join(", ")}) VALUES `;
      const row = `(${columns.map(() => "?").join(", ")})`;
      const rows = Array.from({ length: rowsPerStatement }, () => row).join(", ");
      const table: TableBuffer = {
        columns: columns.length,
        single: db.prepare(head + row),
        many: db.prepare(head + rows),
        values: [],
      };
      tables.push(table);
      return (...added) => {
        table.values.push(...added);
      };
    },
    flush: () => {
      for (const table of tables) flushTable(table);
    },
    discard: () => {
      for (const table of tables) table.values = [];
    },
  };
};
