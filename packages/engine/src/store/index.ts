export { withStoreErrors } from "./damaged-file.ts";
export { openStore, type Store, type StoreOptions } from "./open-store.ts";
export { StoreError, storeProblemOf, toStoreError, type StoreProblem } from "./store-error.ts";
export { inTransaction } from "./transaction.ts";
export { prepareChange, prepareQuery, type TypedQuery } from "./typed-query.ts";
