/** Trouble on demand. */
export interface PmsFault {
  readonly kind:
    /** 401, whatever the token. */
    | "unauthorized"
    /** 503 and XML, as in a start or a migration (fact 38). */
    | "starting"
    /** 503 and text. */
    | "busy"
    /** 502 and a page of a proxy. */
    | "bad-gateway"
    /** 500 and a page. */
    | "error"
    /** 200 and a page: something else answers. */
    | "web-page"
    /** The connection ends in the middle of the answer. */
    | "cut"
    /** No answer ever. */
    | "silent"
    /** The right answer, `delayMs` later. */
    | "slow";
  /** Only requests to this route, such as `PUT /library/metadata/{ids}/refresh`. */
  readonly route?: string;
  /** For so many requests, then no more; absent: from now on. */
  readonly times?: number;
  /** Only each nth request that fits. @default 1 */
  readonly every?: number;
  /** @default 1,000 */
  readonly delayMs?: number;
}

export interface PmsFaults {
  /** In addition to those that are set. */
  set(fault: PmsFault): void;
  clear(): void;
  /** The trouble of this request; counts it. */
  take(route: string): PmsFault | null;
}

interface SetFault {
  readonly fault: PmsFault;
  seen: number;
  left: number;
}

export function createPmsFaults(): PmsFaults {
  let faults: SetFault[] = [];
  return {
    set(fault) {
      faults.push({ fault, seen: 0, left: fault.times ?? Infinity });
    },
    clear() {
      faults = [];
    },
    take(route) {
      const fitting = faults.filter(
        ({ fault }) => fault.route === undefined || fault.route === route,
      );
      for (const one of fitting) {
        one.seen += 1;
        if (one.left <= 0 || one.seen % (one.fault.every ?? 1) !== 0) continue;
        one.left -= 1;
        return one.fault;
      }
      return null;
    },
  };
}
