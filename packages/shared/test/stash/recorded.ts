import { readFile } from "node:fs/promises";

import type { Reply } from "./stash-server.ts";

interface Recording {
  readonly response: {
    readonly status: number;
    readonly headers: readonly (readonly [string, string])[];
    readonly body: unknown;
  };
}

const fixtures = new URL("../../src/stash/fixtures/", import.meta.url);

/** Describe the recorded body, not the one that is sent. */
const ofTheBody = new Set(["content-length", "transfer-encoding", "content-encoding"]);

const read = async <T>(name: string): Promise<T> =>
  JSON.parse(await readFile(new URL(`${name}.json`, fixtures), "utf8")) as T;

/** What a real Stash answered, as a reply of the test server. */
export async function recorded(name: string): Promise<Reply> {
  const { status, headers, body } = (await read<Recording>(name)).response;
  const kept = headers.filter(([header]) => !ofTheBody.has(header.toLowerCase()));
  return {
    status,
    headers: Object.fromEntries(kept),
    body: typeof body === "string" ? body : JSON.stringify(body),
  };
}

/** The data of a recorded answer. */
export async function recordedData<T>(name: string): Promise<T> {
  const { body } = (await read<Recording>(name)).response;
  return (body as { readonly data: T }).data;
}

/** What came over the recorded web sockets, by case. */
export async function recordedSocket(
  name: string,
  socket: string,
): Promise<readonly { readonly received?: unknown }[]> {
  const { cases } = await read<{
    readonly cases: Readonly<Record<string, readonly { readonly received?: unknown }[]>>;
  }>(name);
  return cases[socket] ?? [];
}
