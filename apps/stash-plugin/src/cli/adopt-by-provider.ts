import type { AdoptRow } from "@stash2plex/engine/engine";
import { parseJson } from "@stash2plex/shared/parse-json";
import * as z from "zod";

import type { ProviderAddress } from "./provider-address.js";

/** What a run of the provider found. Of a big library it gives the first thousand rows, but counts all. */
export interface AdoptFindings {
  readonly rows: readonly AdoptRow[];
  readonly total: number;
}

export interface AdoptQuestion {
  readonly section: string;
  readonly dryRun: boolean;
  readonly limit?: number;
}

const rowSchema = z.object({
  itemId: z.number(),
  file: z.string(),
  title: z.string(),
  sceneId: z.number().nullable(),
  reason: z.string(),
  outcome: z.enum(["would-match", "matched", "already-ours", "left", "failed"]),
});

/** `POST /api/adopt` and `GET /api/reconcile/<id>` answer alike. */
const answerSchema = z.object({
  job: z.object({
    id: z.number(),
    endedAt: z.string().nullable(),
    problem: z.string().nullable(),
    report: z
      .object({ counts: z.record(z.string(), z.number()), rows: z.array(rowSchema) })
      .nullable(),
  }),
});
const problemSchema = z.object({ error: z.object({ message: z.string() }) });

/** The provider itself waits so long for the end of a run before it says that it goes on. */
const WAIT_MS = 10_000;
/** Longer than the provider waits, so that only a silent one is given up. */
const DEADLINE_MS = 30_000;

const refusalOf = (status: number, answer: unknown): string => {
  if (status === 401 || status === 403)
    return "The provider refused the token: copy its API_TOKEN to the setting provider_token.";
  const said = problemSchema.safeParse(answer).data?.error.message;
  return `The provider refused (status ${status})${said === undefined ? "." : `: ${said}`}`;
};

const ask = async (
  { url, token }: ProviderAddress,
  path: string,
  signal: AbortSignal,
  question?: AdoptQuestion,
): Promise<z.infer<typeof answerSchema>["job"]> => {
  const answer = await fetch(`${url}${path}`, {
    headers: {
      "content-type": "application/json",
      ...(token === "" ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(question === undefined ? {} : { method: "POST", body: JSON.stringify(question) }),
    signal: AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]),
  }).catch((error: unknown) => {
    throw new Error(
      signal.aborted
        ? "Not waited for. The run goes on in the provider; the same command waits for it again."
        : `The provider does not answer at ${url}. Does it run, and can it be reached from here? (setting provider_url)`,
      { cause: error },
    );
  });
  const body = parseJson(await answer.text());
  if (!answer.ok) throw new Error(refusalOf(answer.status, body));
  const parsed = answerSchema.safeParse(body);
  if (parsed.success) return parsed.data.job;
  throw new Error("The provider is of another version: update it, or this plugin.");
};

/**
 * Lets the provider match a library, and waits for the end of that run, however long it takes. Rejects with a sentence
 * that says what to do.
 */
export async function adoptByProvider(
  provider: ProviderAddress,
  question: AdoptQuestion,
  signal: AbortSignal,
): Promise<AdoptFindings> {
  let job = await ask(provider, "/api/adopt", signal, question);
  while (job.endedAt === null)
    job = await ask(provider, `/api/reconcile/${job.id}?wait=${WAIT_MS}`, signal);
  if (job.problem !== null) throw new Error(job.problem);
  const { counts = {}, rows = [] } = job.report ?? {};
  return { rows, total: Object.values(counts).reduce((sum, number) => sum + number, 0) };
}
