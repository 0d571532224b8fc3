import type { DatabaseSync, SQLInputValue } from "node:sqlite";

/** A prepared statement that knows what it takes and gives. */
export interface TypedQuery<Row, Params extends readonly SQLInputValue[]> {
  get(...params: Params): Row | undefined;
  all(...params: Params): Row[];
}

/**
 * A limit that is given with each call. Of a bare `LIMIT ?` SQLite wants to know the value while it plans, so it plans
 * the statement anew whenever one is given: that costs several times what a look-up in an index does.
 */
export const givenLimit = "LIMIT ? + 0";

/**
 * Prepares a SELECT once. `Row` is a promise about our own schema: columns are declared there with the types named
 * here, and nobody else writes to the file.
 */
export const prepareQuery = <Row, Params extends readonly SQLInputValue[] = readonly []>(
  db: DatabaseSync,
  sql: string,
): TypedQuery<Row, Params> => {
  const statement = db.prepare(sql);
  return {
    get: (...params) => statement.get(...params) as Row | undefined,
    all: (...params) => statement.all(...params) as Row[],
  };
};

/** A prepared statement that changes something; answers the number of rows changed. */
export type TypedChange<Params extends readonly SQLInputValue[]> = (...params: Params) => number;

export const prepareChange = <Params extends readonly SQLInputValue[]>(
  db: DatabaseSync,
  sql: string,
): TypedChange<Params> => {
  const statement = db.prepare(sql);
  return (...params) => Number(statement.run(...params).changes);
};
