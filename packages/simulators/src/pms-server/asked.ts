import type { IncomingHttpHeaders, IncomingMessage } from "node:http";

/** One request as the routes see it. */
export interface Asked {
  readonly method: string;
  /** Decoded, without a slash at the end. */
  readonly path: string;
  /** Decoded once. `updatedAt>>=5` is the name `updatedAt>>` and the value `5`. */
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
  /** Bytes of the first line of the request. */
  readonly lineBytes: number;
  /** First value of this name. */
  value(name: string): string | null;
  values(name: string): readonly string[];
  /** Of the query, else of the header: X-Plex-* may stand in both. */
  plex(name: string): string | null;
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

export async function readAsked(request: IncomingMessage): Promise<Asked> {
  const { method = "GET", url: target = "/", headers } = request;
  const url = new URL(target, "http://plex.invalid");
  const query = [...url.searchParams];
  const values = (name: string): string[] =>
    query.filter(([key]) => key === name).map(([, value]) => value);
  const value = (name: string): string | null => values(name)[0] ?? null;
  return {
    method,
    path: decodeURIComponent(url.pathname).replace(/(?<=.)\/$/, ""),
    query,
    headers,
    body: await bodyOf(request),
    lineBytes: Buffer.byteLength(`${method} ${target} HTTP/1.1`),
    value,
    values,
    plex(name) {
      const header = headers[name.toLowerCase()];
      return value(name) ?? (Array.isArray(header) ? header[0] : header) ?? null;
    },
  };
}
