import * as z from "zod";

import { count } from "../../admin/time-words.ts";
import type { ProviderClient } from "../../cli/steering/provider-client.ts";
import { OperatorError } from "../../serving/operator-error.ts";
import { runJob } from "../job-of-provider.ts";
import { stashCopied } from "../stash-copied.ts";
import { runningProvider } from "../running-provider.ts";
import { chosenSections } from "../sample-items.ts";
import { asItWas, done, skipped, type StepWork, toDo, withoutPlex } from "../setup-run.ts";

const runSchema = z.object({
  job: z.object({
    id: z.number(),
    endedAt: z.string().nullable(),
    problem: z.string().nullable(),
    report: z.object({ counts: z.record(z.string(), z.number()) }).nullable(),
  }),
  progress: z
    .object({ checked: z.number(), total: z.number().nullable(), chosen: z.number() })
    .nullish(),
});
type Answer = z.infer<typeof runSchema>;

const progressWords = (title: string, { progress }: Answer): string => {
  if (progress === null || progress === undefined) return `"${title}": reading it from Plex.`;
  const of = progress.total === null ? "" : ` of ${count(progress.total)}`;
  return `"${title}": ${count(progress.checked)}${of} items looked at.`;
};

/** Adopts one section to its end; resolves with the items by outcome. */
async function adopt(
  client: ProviderClient,
  { key, title }: { readonly key: string; readonly title: string },
  tell: (result: string) => void,
): Promise<Readonly<Record<string, number>>> {
  const body = { section: key, dryRun: false };
  let answer = await client.ask({ method: "POST", path: "/api/adopt", body }, runSchema);
  while (answer.job.endedAt === null) {
    tell(progressWords(title, answer));
    const path = `/api/reconcile/${answer.job.id}?wait=2000`;
    answer = await client.ask({ method: "GET", path }, runSchema);
  }
  if (answer.job.problem !== null) throw new OperatorError(answer.job.problem);
  return answer.job.report?.counts ?? {};
}

const summary = (title: string, counts: Readonly<Record<string, number>>): string => {
  if (Object.values(counts).every((items) => items === 0)) {
    return `"${title}": nothing is left to match.`;
  }
  const of = (outcome: string): string => count(counts[outcome] ?? 0);
  return `"${title}": ${of("matched")} matched, ${of("left")} left as they are, ${of("failed")} failed.`;
};

const sumOf = (all: readonly Readonly<Record<string, number>>[], outcome: string): number =>
  all.reduce((sum, counts) => sum + (counts[outcome] ?? 0), 0);

/** Items that Plex has already. */
export const adoptStep: StepWork = {
  id: "adopt",
  needs: ["provider", "sections"],
  sentence: () => "Match the items that Plex has already to their scenes.",
  look: ({ choices }) =>
    Promise.resolve(
      choices.plex === null ? withoutPlex : choices.adopt ? toDo : skipped("Not asked for."),
    ),
  act: async (run, tell) => {
    const { pms, choices, signal } = run;
    if (pms === null) return withoutPlex;
    const sections = await chosenSections(pms, choices.sectionKeys, signal);
    const { client } = await runningProvider(run);
    await stashCopied(client, run, tell);
    tell("The provider reads the libraries of Plex.");
    if ((await runJob(client, "plex-pass", run)) === null) {
      throw new OperatorError(
        "The running provider does not know Plex yet: start it anew, so that it takes over the settings, then run the set-up again.",
      );
    }
    const all: Readonly<Record<string, number>>[] = [];
    for (const section of sections) all.push(await adopt(client, section, tell));
    const words = sections.map(({ title }, at) => summary(title, all[at] ?? {})).join(" ");
    return sumOf(all, "matched") + sumOf(all, "failed") === 0 ? asItWas(words) : done(words);
  },
};
