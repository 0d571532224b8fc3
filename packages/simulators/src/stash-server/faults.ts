/** Trouble on demand. Everything absent is no trouble. */
export interface Fault {
  /** Only requests of this operation (GraphQL operation name, or `picture`). */
  readonly operation?: string;
  /** For so many requests, then no more; absent: until cleared. */
  readonly times?: number;
  /** Wait before the answer. */
  readonly delayMs?: number;
  /** Answer with this status and an HTML page, as a proxy does. */
  readonly status?: number;
  /** End the connection in the middle of the answer. */
  readonly cut?: boolean;
  /** Accept the request and never answer. */
  readonly silent?: boolean;
  /** Answer 200 with errors and without data. */
  readonly errors?: string;
}

export interface Faults {
  set(fault: Fault): void;
  clear(): void;
  /** The trouble of this request; counts it. */
  take(operation: string): Fault | null;
}

export function createFaults(): Faults {
  let fault: Fault | null = null;
  let left = 0;
  return {
    set(next) {
      fault = next;
      left = next.times ?? Infinity;
    },
    clear() {
      fault = null;
    },
    take(operation) {
      if (fault === null || left <= 0) return null;
      if (fault.operation !== undefined && fault.operation !== operation) return null;
      left -= 1;
      return fault;
    },
  };
}
