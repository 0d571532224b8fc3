import { setTimeout as pause } from "node:timers/promises";

export type Ask = <T>(query: string, variables?: Readonly<Record<string, unknown>>) => Promise<T>;

/** Asks a real Stash; GraphQL errors become exceptions. */
export function stashAt(url: string, apiKey: string): Ask {
  const endpoint = `${url.replace(/\/+$/, "")}/graphql`;
  return async <T>(query: string, variables: Readonly<Record<string, unknown>> = {}) => {
    const answer = await fetch(endpoint, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(apiKey === "" ? {} : { ApiKey: apiKey }),
      },
      body: JSON.stringify({ query, variables }),
    });
    const body = (await answer.json()) as { data: T; errors?: readonly { message: string }[] };
    if (body.errors !== undefined)
      throw new Error(body.errors.map((one) => one.message).join("; "));
    return body.data;
  };
}

/** Waits until a job has left the queue. */
export async function jobEnded(ask: Ask, id: string): Promise<void> {
  for (;;) {
    const { findJob } = await ask<{ findJob: { status: string } | null }>(
      "query($id:ID!){findJob(input:{id:$id}){status}}",
      { id },
    );
    if (findJob === null || ["FINISHED", "FAILED", "CANCELLED"].includes(findJob.status)) return;
    await pause(100);
  }
}
