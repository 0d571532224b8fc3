import type { ReconcileScope } from "@stash2plex/engine/engine";

const HOUR = 3_600_000;
const intervals: ReadonlyMap<string, number> = new Map([
  ["hourly", HOUR],
  ["daily", 24 * HOUR],
  ["weekly", 7 * 24 * HOUR],
]);

/**
 * Whether the reconciliation by schedule is due. Only its own last run counts: in v1 any start reset the clock, and daily
 * and weekly never came (docs/reference/stash2plex-v1.md, L9).
 *
 * @param lastRun Epoch ms, or null when it never ran: then it is due at once.
 */
export function isReconcileDue(interval: string, lastRun: number | null, now: number): boolean {
  const every = intervals.get(interval);
  return every !== undefined && (lastRun === null || now - lastRun >= every || lastRun > now);
}

/** v1's words for the scope. */
export function scopeOfSetting(scope: string): ReconcileScope {
  if (scope === "all") return { kind: "all" };
  return { kind: scope === "7days" ? "week" : "recent" };
}
