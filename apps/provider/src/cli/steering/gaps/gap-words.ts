import type { GapRepair } from "@stash2plex/engine/gaps";
import { summaryLines } from "@stash2plex/engine/gaps/words";
import type * as z from "zod";

import type { GapPageReport } from "../../../admin/gaps/index.ts";
import { count } from "../../../admin/time-words.ts";
import { plainTable, plainText } from "../plain-table.ts";
import type { repairSchema, summarySchema } from "./gap-schemas.ts";

const head = ["ID", "KIND", "REASON", "TITLE", "FILE", "REPAIR"];

/** The gaps under each other, with what is not shown. */
export function pageLines({
  gaps,
  total,
}: Pick<GapPageReport, "gaps" | "total">): readonly string[] {
  if (total === 0) return [];
  const rows = gaps.map((gap) => [
    String(gap.id),
    gap.kind,
    gap.reason,
    gap.title ?? "-",
    gap.stashPath ?? gap.plexPath ?? "-",
    gap.isAutomatic ? `${gap.repair} *` : gap.repair,
  ]);
  const more = total - gaps.length;
  return [
    "",
    ...plainTable([head, ...rows]),
    ...(more > 0 ? [`(${count(more)} more; --limit or --all shows them)`] : []),
    ...(gaps.some(({ isAutomatic }) => isAutomatic)
      ? ["* is done by this program: --repair shows what it would do"]
      : []),
  ];
}

type Summary = z.infer<typeof summarySchema>;

/** How both sides stand to each other. */
export const headLines = ({ asOf, ...summary }: Summary): readonly string[] =>
  summaryLines({
    ...summary,
    asOf: asOf === null ? null : Date.parse(asOf),
    reasons: [],
    lastRun: null,
  }).map(plainText);

const repairWords: Readonly<Record<GapRepair, string>> = {
  push: "brought to Plex",
  match: "matched in Plex",
  "scan-plex": "scanned by Plex",
  "scan-stash": "to be scanned by Stash",
  "add-path-rule": "to be given a path rule",
  "add-folder": "to be put into a library of Plex",
  "rename-file": "to be renamed",
  "fix-match": "to be matched by hand in Plex",
  "change-filter": "kept out by a setting",
  "merge-items": "to be merged in Plex",
  "split-item": "to be split in Plex",
  "remove-item": "to be removed from Plex",
};

const isRepair = (name: string): name is GapRepair => Object.hasOwn(repairWords, name);

type Repair = z.infer<typeof repairSchema>;

/** What a repair has done, or would do. */
export function repairLines({ dryRun, checked, enqueued, ...report }: Repair): readonly string[] {
  const repairs = Object.entries(report.repairs).map(
    ([name, gaps]) => `${count(gaps)} ${isRepair(name) ? repairWords[name] : name}`,
  );
  const lines = [
    ...report.preview,
    `${count(checked)} gaps, ${count(enqueued)} scenes ${dryRun ? "would be queued" : "queued"}`,
    ...(repairs.length === 0 ? [] : [`Repairs: ${repairs.join(", ")}`]),
    ...Object.entries(report.left).map(([why, gaps]) => `${count(gaps)} left: ${why}`),
    ...(dryRun ? ["Nothing was changed. --yes does it."] : []),
  ];
  return lines.map(plainText);
}
