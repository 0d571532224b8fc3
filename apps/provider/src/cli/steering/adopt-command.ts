import { parseArgs } from "node:util";

import * as z from "zod";

import { count } from "../../admin/time-words.ts";
import { EXIT_FAILED, OperatorError } from "../../serving/operator-error.ts";
import { type Command, printJson, printLine } from "../terminal.ts";
import { followRun, type Progress } from "./follow-run.ts";
import { openProvider, steeringOptions } from "./open-provider.ts";
import { plainTable, plainText } from "./plain-table.ts";
import { readNumber } from "./read-numbers.ts";

const options = {
  ...steeringOptions,
  section: { type: "string" },
  apply: { type: "boolean" },
  limit: { type: "string" },
} as const;

const reportSchema = z.object({
  counts: z.record(z.string(), z.number()),
  rungs: z.record(z.string(), z.number()),
  rows: z.array(
    z.object({
      file: z.string(),
      title: z.string(),
      sceneId: z.number().nullable(),
      reason: z.string(),
      outcome: z.string(),
    }),
  ),
});

type Report = z.infer<typeof reportSchema>;

const outcomeWords: Readonly<Record<string, string>> = {
  "would-match": "would be matched",
  matched: "matched",
  "already-ours": "ours already",
  left: "left as they are",
  failed: "failed",
};

const counted = (
  counts: Readonly<Record<string, number>>,
  words: (key: string) => string,
): string =>
  Object.entries(counts)
    .sort(([, one], [, other]) => other - one)
    .map(([key, number]) => `${count(number)} ${words(key)}`)
    .join(", ");

function textOf({ counts, rungs, rows }: Report, section: string, dryRun: boolean): string[] {
  const all = Object.values(counts).reduce((sum, number) => sum + number, 0);
  if (all === 0) return [`"${section}" has no item that is not ours already.`];
  const table = plainTable(
    rows.map(({ outcome, sceneId, file, title, reason }) => [
      outcome,
      title,
      file,
      sceneId === null ? "-" : `scene ${sceneId}`,
      reason,
    ]),
  );
  const cut =
    rows.length < all
      ? [`(the first ${count(rows.length)} of ${count(all)}; --limit makes it fewer)`]
      : [];
  const byRung =
    Object.keys(rungs).length === 0 ? [] : [`By rung: ${counted(rungs, (name) => `by ${name}`)}`];
  const next = dryRun ? ["Nothing was changed. --apply matches them, one by one."] : [];
  return [
    ...table,
    ...cut,
    "",
    `"${section}": ${counted(counts, (key) => outcomeWords[key] ?? key)}`,
    ...byRung,
    ...next,
  ];
}

const progressWords = (section: string, dryRun: boolean, progress: Progress | null): string => {
  if (progress === null) return `"${section}": reading the section from Plex`;
  const { checked, total, chosen } = progress;
  const of = total === null ? "" : ` of ${count(total)}`;
  const done = dryRun ? "would be matched" : "matched or tried";
  return `"${section}": ${count(checked)}${of} items looked at, ${count(chosen)} ${done}`;
};

export const adoptCommand: Command = async (args, terminal) => {
  const { values } = parseArgs({ args: [...args], options });
  const section = values.section?.trim() ?? "";
  if (section === "") {
    throw new OperatorError('Name the section of Plex: stash2plex adopt --section "Films"');
  }
  const limit = values.limit === undefined ? null : readNumber(values.limit, "--limit", 1_000_000);
  const dryRun = values.apply !== true;
  const body = { section, dryRun, ...(limit !== null && { limit }) };
  const { job, report } = await followRun(openProvider(terminal, values.url), terminal, {
    start: { method: "POST", path: "/api/adopt", body },
    report: reportSchema,
    words: (progress) => progressWords(section, dryRun, progress),
  });
  if (values.json === true) printJson(terminal, { schema: 1, job });
  else for (const line of textOf(report, plainText(section), dryRun)) printLine(terminal, line);
  return (report.counts.failed ?? 0) > 0 ? EXIT_FAILED : 0;
};
