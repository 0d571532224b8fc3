import { parseJson } from "@stash2plex/shared/parse-json";
import * as z from "zod";

import { EXIT_FAILED, OperatorError } from "../../serving/operator-error.ts";

export interface Question {
  readonly method: "GET" | "POST" | "DELETE";
  /** With its query. */
  readonly path: string;
  readonly body?: unknown;
  /** How long the answer may take; half a minute. */
  readonly deadlineMs?: number;
}

/** The running provider, as programs reach it. */
export interface ProviderClient {
  /** Rejects with an `OperatorError` that says what to do; with a `RefusedError` when the provider says so itself. */
  ask<Answer>(question: Question, schema: z.ZodType<Answer>): Promise<Answer>;
}

/** The provider did not do it; the message is its own sentence. */
export class RefusedError extends OperatorError {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message, EXIT_FAILED);
    this.status = status;
  }
}

export interface ProviderClientDeps {
  readonly url: string;
  readonly apiToken: string | null;
  /** Ends when the operator does not want to wait any more. */
  readonly stopping: AbortSignal;
}

const DEADLINE_MS = 30_000;

const problemSchema = z.object({ error: z.object({ message: z.string() }) });

const isTimeout = (error: unknown): boolean =>
  error instanceof Error && error.name === "TimeoutError";

const wantsToken =
  "The provider has an API_TOKEN: set it here to the same value (API_TOKEN, or apiToken in stash2plex.yaml).";

export function createProviderClient({
  url,
  apiToken,
  stopping,
}: ProviderClientDeps): ProviderClient {
  const request = async (question: Question): Promise<{ status: number; text: string }> => {
    const { method, path, body, deadlineMs = DEADLINE_MS } = question;
    const deadline = AbortSignal.timeout(deadlineMs);
    try {
      const answer = await fetch(`${url}${path}`, {
        method,
        headers: {
          accept: "application/json",
          ...(apiToken !== null && { authorization: `Bearer ${apiToken}` }),
          ...(body !== undefined && { "content-type": "application/json" }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        redirect: "manual",
        signal: AbortSignal.any([stopping, deadline]),
      });
      return { status: answer.status, text: await answer.text() };
    } catch (error) {
      if (stopping.aborted) throw new OperatorError("Stopped before the provider answered.");
      throw new OperatorError(
        isTimeout(error)
          ? `The provider at ${url} did not answer within ${deadlineMs / 1_000} s. Its log may say why.`
          : `No provider answers at ${url}. Start it with "stash2plex serve"; where it runs already, set PORT (or DATA_DIR, where its stash2plex.yaml is) as it has it, or give --url.`,
      );
    }
  };
  return {
    ask: async (question, schema) => {
      const { status, text } = await request(question);
      const value = parseJson(text);
      const problem = problemSchema.safeParse(value);
      if (status === 401) throw new RefusedError(status, wantsToken);
      if (problem.success) throw new RefusedError(status, problem.data.error.message);
      const answer = schema.safeParse(value);
      if (answer.success) return answer.data;
      throw new OperatorError(
        `What answers at ${url} is no Stash2Plex of this version (status ${status}). Check PORT or --url.`,
      );
    },
  };
}
