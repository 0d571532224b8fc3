import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes } from "node:crypto";

const current = new AsyncLocalStorage<string>();

/** Ids that differ within a run by their number and between runs by their beginning. */
export function createRequestIds(start = randomBytes(3).toString("hex")): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `${start}-${count.toString(36)}`;
  };
}

/** Runs `task` so that every log line written meanwhile, however deep, carries the id. */
export function withRequestId<Result>(id: string, task: () => Result): Result {
  return current.run(id, task);
}

/** Id of the request that is being answered, if any. */
export function currentRequestId(): string | undefined {
  return current.getStore();
}
