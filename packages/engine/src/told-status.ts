import { createListeners } from "./listeners.ts";

/** A status that is made of parts, and told whenever one of them has changed. */
export interface ToldStatus<Status> {
  status(): Status;
  listen(listener: (status: Status) => void): () => void;
  /** Something that the status shows may have changed. */
  refresh(): void;
}

export const createToldStatus = <Status>(compose: () => Status): ToldStatus<Status> => {
  const listeners = createListeners<[Status]>();
  let current = compose();
  return {
    status: () => current,
    listen: (listener) => listeners.add(listener),
    refresh: () => {
      const next = compose();
      if (JSON.stringify(next) === JSON.stringify(current)) return;
      current = next;
      listeners.tell(next);
    },
  };
};
