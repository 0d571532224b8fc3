import { isMatched } from "@stash2plex/simulators/fake-pms";

import type { ScanFindings } from "./run-demo.ts";

/** What the scan found, for programs. */
export function findingsAsJson({ items, report, noteOf }: ScanFindings): object {
  const matchedByRung: Record<string, number> = {};
  for (const item of items.filter(isMatched)) {
    const rung = noteOf(item)?.rung ?? "unknown";
    matchedByRung[rung] = (matchedByRung[rung] ?? 0) + 1;
  }
  const unmatched = items
    .filter((item) => !isMatched(item))
    .map((item) => ({
      file: item.file,
      outcome: item.problem === null ? (noteOf(item)?.outcome ?? "unknown") : "failed",
    }));
  const { requests, violations } = report;
  return { schema: 1, files: items.length, matchedByRung, unmatched, requests, violations };
}
