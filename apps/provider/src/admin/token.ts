import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Compares without telling by its duration how much was right. */
export function isSameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

/** The token of a request: `Authorization: Bearer` or `ApiKey`. */
export function tokenOf({ headers }: Pick<IncomingMessage, "headers">): string | null {
  const bearer = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? "")?.[1];
  if (bearer !== undefined) return bearer;
  const { apikey } = headers;
  return typeof apikey === "string" && apikey !== "" ? apikey : null;
}

const MOST_FAILURES = 10;
const WINDOW_MS = 60_000;
const MOST_ADDRESSES = 1_000;

/** Counts wrong tokens by address, so that a token cannot be guessed by trying. */
export interface FailureLimit {
  isBlocked(address: string): boolean;
  failed(address: string): void;
}

export function createFailureLimit(now: () => number): FailureLimit {
  const failures = new Map<string, { count: number; readonly since: number }>();
  const current = (address: string): { count: number; readonly since: number } | undefined => {
    const entry = failures.get(address);
    return entry !== undefined && now() - entry.since < WINDOW_MS ? entry : undefined;
  };
  return {
    isBlocked: (address) => (current(address)?.count ?? 0) >= MOST_FAILURES,
    failed: (address) => {
      const entry = current(address);
      if (entry !== undefined) {
        entry.count += 1;
        return;
      }
      failures.delete(address);
      const [oldest] = failures.keys();
      if (failures.size >= MOST_ADDRESSES && oldest !== undefined) failures.delete(oldest);
      failures.set(address, { count: 1, since: now() });
    },
  };
}
