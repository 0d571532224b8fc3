import { parseArgs } from "node:util";

import * as z from "zod";

import { count } from "../../admin/time-words.ts";
import { jobLines } from "../../intake/reply-lines.ts";
import { OperatorError } from "../../serving/operator-error.ts";
import { type Command, printJson, printLine } from "../terminal.ts";
import { followRun, type Progress } from "./follow-run.ts";
import { openProvider, steeringOptions } from "./open-provider.ts";
import { plainText } from "./plain-table.ts";
import { readNumber } from "./read-numbers.ts";

const options = {
  ...steeringOptions,
  scene: { type: "string", multiple: true },
  "dry-run": { type: "boolean" },
} as const;

const reportSchema = z.object({
  checked: z.number(),
  enqueued: z.number(),
  skipped: z.record(z.string(), z.number()),
  preview: z.array(z.string()),
});

const scopes: readonly string[] = ["all", "recent", "week", "missing"];

function scopeOf(words: readonly string[], scenes: readonly string[]): unknown {
  const [word, another] = words;
  if (scenes.length > 0) {
    if (word !== undefined) throw new OperatorError(`Give "${word}" or --scene, not both.`);
    return { ids: scenes.map((text) => readNumber(text, "--scene")) };
  }
  if (another !== undefined || (word !== undefined && !scopes.includes(word))) {
    throw new OperatorError(`"${words.join(" ")}" is no scope. It is one of ${scopes.join(", ")}.`);
  }
  return word ?? "all";
}

const progressWords = (dryRun: boolean, progress: Progress | null): string => {
  if (progress === null) return "Comparing what Stash and Plex have";
  const { checked, total, chosen } = progress;
  const of = total === null ? "" : ` of ${count(total)}`;
  const done = dryRun ? "would be queued" : "queued";
  return `${count(checked)}${of} scenes compared, ${count(chosen)} ${done}`;
};

export const reconcileCommand: Command = async (args, terminal) => {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const scope = scopeOf(positionals, values.scene ?? []);
  const dryRun = values["dry-run"] === true;
  const { job, report } = await followRun(openProvider(terminal, values.url), terminal, {
    start: { method: "POST", path: "/api/reconcile", body: { scope, dryRun } },
    report: reportSchema,
    words: (progress) => progressWords(dryRun, progress),
  });
  if (values.json === true) printJson(terminal, { schema: 1, job });
  else for (const line of jobLines({ ...job, report })) printLine(terminal, plainText(line));
  return 0;
};
