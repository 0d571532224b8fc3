import * as z from "zod";

import { OperatorError } from "../../serving/operator-error.ts";
import type { Terminal } from "../terminal.ts";
import { plainText } from "./plain-table.ts";
import { progressLine } from "./progress-line.ts";
import type { ProviderClient, Question } from "./provider-client.ts";

const progressSchema = z.object({
  checked: z.number(),
  total: z.number().nullable(),
  chosen: z.number(),
});

export type Progress = z.infer<typeof progressSchema>;

const runSchema = z.looseObject({
  id: z.number(),
  of: z.string(),
  dryRun: z.boolean(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  problem: z.string().nullable(),
  report: z.unknown(),
});

type Run = z.infer<typeof runSchema>;

const answerSchema = z.object({ job: runSchema, progress: progressSchema.nullish() });

/** Somebody looks on, or the output is a file that needs no line a second. */
const watchedMs = 1_000;
const unwatchedMs = 10_000;

const goesOn =
  'It goes on in the provider: "stash2plex status" shows it, and the same command waits for it again.';

export interface RunToFollow<Report> {
  readonly start: Question;
  readonly report: z.ZodType<Report>;
  /** For the line of progress; null: nothing is known yet. */
  readonly words: (progress: Progress | null) => string;
}

/**
 * Starts a run in the provider and waits for its end, showing how far it is. Without the patience of the operator the
 * run goes on there. Rejects with an `OperatorError` when the run failed.
 */
export async function followRun<Report>(
  client: ProviderClient,
  terminal: Terminal,
  { start, report, words }: RunToFollow<Report>,
): Promise<{ readonly job: Run; readonly report: Report }> {
  const line = progressLine(terminal);
  const wait = terminal.stderr.isTTY === true ? watchedMs : unwatchedMs;
  try {
    line.show(plainText(words(null)));
    let answer = await client.ask(start, answerSchema);
    while (answer.job.endedAt === null) {
      line.show(plainText(words(answer.progress ?? null)));
      const path = `/api/reconcile/${answer.job.id}?wait=${wait}`;
      answer = await client.ask({ method: "GET", path }, answerSchema);
    }
    if (answer.job.problem !== null) throw new OperatorError(answer.job.problem);
    const parsed = report.safeParse(answer.job.report);
    if (parsed.success) return { job: answer.job, report: parsed.data };
    throw new OperatorError("The provider's report is none of this version. Update both.");
  } catch (error) {
    if (terminal.stopping.aborted) throw new OperatorError(`Not waited for. ${goesOn}`);
    throw error;
  } finally {
    line.clear();
  }
}
