import { parseJson } from "@stash2plex/shared/parse-json";
import * as z from "zod";

import type { AskedCommand, Reply } from "./command.js";
import { postJson } from "./post-json.js";
import type { ProviderAddress } from "./provider-address.js";

/** A task holds Stash's only queue of jobs, so the provider starts jobs and answers at once. */
const DEADLINE_MS = 9_000;

const answerSchema = z.object({
  data: z.object({ me: z.object({ name: z.string() }).nullish() }).nullish(),
  errors: z.array(z.object({ message: z.string() })).nullish(),
});

const replySchema = z.object({
  lines: z.array(z.string()).default([]),
  data: z.unknown().optional(),
  watch: z.string().optional(),
  error: z.string().optional(),
});

const queryOf = ({ command, dry, id, days }: AskedCommand): string => {
  const query = new URLSearchParams({ do: command });
  if (dry) query.set("dry", "true");
  if (id !== null) query.set("id", String(id));
  if (days !== null) query.set("days", String(days));
  return query.toString();
};

const failed = (error: string): Reply => ({ lines: [], error });

/** Asks what the embedded package asks, at the same address and in the same shape (DESIGN of `POST /api/stash`). */
export async function askProvider(address: ProviderAddress, asked: AskedCommand): Promise<Reply> {
  const answer = await postJson({
    url: `${address.url}/api/stash?${queryOf(asked)}`,
    headers: address.token === "" ? {} : { ApiKey: address.token },
    body: JSON.stringify({ query: "{me{name}}" }),
    deadlineMs: DEADLINE_MS,
    maxBytes: 1_000_000,
  }).catch((error: unknown) => String(error instanceof Error ? error.message : error));
  if (typeof answer === "string")
    return failed(
      `The provider does not answer at ${address.url} (${answer}). Does it run, and can Stash reach it there? (setting provider_url)`,
    );
  if (answer.status === 401 || answer.status === 403)
    return failed(
      "The provider refused the token: copy its API_TOKEN to the setting provider_token.",
    );
  const parsed = answerSchema.safeParse(parseJson(answer.body));
  const name = parsed.data?.data?.me?.name;
  if (name === undefined)
    return failed(
      parsed.data?.errors?.[0]?.message ??
        `What answers at ${address.url} is no Stash2Plex provider (status ${answer.status}). Check the setting provider_url.`,
    );
  const reply = replySchema.safeParse(parseJson(name));
  if (!reply.success)
    return failed("The provider is of another version: update it, or this plugin.");
  const { lines, data, watch, error } = reply.data;
  return {
    lines,
    ...(data === undefined ? {} : { data }),
    ...(watch === undefined ? {} : { watch }),
    ...(error === undefined ? {} : { error }),
  };
}
