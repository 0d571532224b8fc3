import type { DatabaseSync, SQLInputValue } from "node:sqlite";

/** Writes rows whose values stand one after the other: a list for each row would only be garbage. */
export type RowWriter = (values: readonly SQLInputValue[]) => void;

/** Takes a third less time than single rows; more rows a statement gain nothing more. */
const rowsPerStatement = 32;

/** Rows replace those with the same key. */
const prepareInsert = (
  db: DatabaseSync,
  table: string,
  columns: readonly string[],
  rows: number,
): RowWriter => {
  const row = `(${columns.map(() => "?").join(", ")})`;
  const statement = db.prepare(
    `INSERT OR REPLACE INTO ${table} (${columns.join(", ")}) VALUES ${Array.from({ length: rows }, () => row).join(", ")}`,
  );
  const width = columns.length * rows;
  return (values) => {
    for (let at = 0; at < values.length; at += width) {
      statement.run(...values.slice(at, at + width));
    }
  };
};

/** One row a statement: what full-text indexes want, which write their pages at the end of a statement of many. */
export const prepareSingleRows = (
  db: DatabaseSync,
  table: string,
  columns: readonly string[],
): RowWriter => prepareInsert(db, table, columns, 1);

/** Many rows a statement, the rest one by one. */
export const prepareRows = (
  db: DatabaseSync,
  table: string,
  columns: readonly string[],
): RowWriter => {
  const writeMany = prepareInsert(db, table, columns, rowsPerStatement);
  const writeRest = prepareSingleRows(db, table, columns);
  return (values) => {
    const rest = values.length % (columns.length * rowsPerStatement);
    writeMany(values.slice(0, values.length - rest));
    writeRest(values.slice(values.length - rest));
  };
};

/** Adds one row, in the order of the columns. */
export type RowAdder<Row extends readonly SQLInputValue[]> = (...row: Row) => void;

/** Rows on their way into several tables: added one by one, written many at a time. */
export interface RowBuffers {
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
  readonly write: RowWriter;
  readonly values: SQLInputValue[];
}

export const createRowBuffers = (db: DatabaseSync): RowBuffers => {
  const tables: TableBuffer[] = [];
  const discard = (): void => {
    for (const { values } of tables) values.length = 0;
  };
  return {
    into: (table, columns) => {
      const values: SQLInputValue[] = [];
      tables.push({ write: prepareRows(db, table, columns), values });
      return (...row) => {
        for (const value of row) values.push(value);
      };
    },
    flush: () => {
      for (const { write, values } of tables) write(values);
      discard();
    },
    discard,
  };
};
