import { Agent, fetch, type Response } from "undici";

import type { Clock } from "../../clock.ts";
import type { HttpBase } from "../../http/base-url.ts";
import { startDeadline } from "../../http/deadline.ts";
import { encodeQuery, type Query } from "../../http/query-encoding.ts";
import { readBody } from "../../http/read-body.ts";
import { parsePlexUrl, type PmsContact } from "./pms-contact.ts";
import { PmsError } from "./pms-error.ts";
import { failureOf, notPms, type PmsAim } from "./pms-failure.ts";
import { givenUp, networkFailure, timedOut, tooLarge } from "./pms-network-failure.ts";

/** Where Plex Media Server is, and who calls it. */
export interface PmsConnectionOptions {
  /** PLEX_URL, with a sub-path if a proxy adds one. */
  readonly url: string;
  /** PLEX_TOKEN: the token of the server's owner; "" sends none, and `identity` still answers. */
  readonly token: string;
  /** Stays the same for the life of an installation: every new one is a new device to Plex. */
  readonly clientIdentifier: string;
  /** Version of this program. */
  readonly version: string;
  readonly clock: Clock;
  /** Sockets at most. @default 4 */
  readonly connections?: number;
  /** Milliseconds until a call is given up. @default 10,000 */
  readonly timeoutMs?: number;
  /** Another client, for those who must see each request. */
  readonly fetch?: typeof fetch;
}

export interface PmsCall extends PmsAim {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Relative to the base, without a leading slash, encoded; may hold a query already when `query` is left out. */
  readonly path: string;
  readonly query?: Query;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** Some routes honour the token only in the query (docs/reference/plex-contract.md, fact 30). @default "header" */
  readonly token?: "header" | "header-and-query" | "none";
  /** Milliseconds, when the call needs longer than others. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
}

/** A bounded pool of kept-alive connections to one Plex Media Server. Rejects with `PmsError` and nothing else. */
export interface PmsConnection {
  readonly contact: PmsContact;
  readonly base: HttpBase;
  readonly token: string;
  /** Who we are: what every request carries, without the token. */
  readonly identity: Readonly<Record<string, string>>;
  /** The body of a successful answer. */
  send(call: PmsCall): Promise<string>;
  /** The same where the body is no text. */
  sendForBytes(call: PmsCall): Promise<Uint8Array<ArrayBuffer>>;
  close(): Promise<void>;
}

/** A listing page of 500 items has about 2 MB; documents of a hundred items with many streams less. */
const maxAnswerBytes = 64 * 1_048_576;
const refusedBodyBytes = 65_536;
const successes: ReadonlySet<number> = new Set([200, 201, 204]);

/** A header with a line break or a letter outside ASCII is refused by the HTTP library, which would print it. */
const isHeaderValue = (value: string): boolean => /^[\x21-\x7e]*$/.test(value);

const tokenOf = (text: string): string => {
  const token = text.trim();
  if (isHeaderValue(token) && !token.startsWith("claim-")) return token;
  throw new PmsError(
    "unauthorized",
    token.startsWith("claim-")
      ? "PLEX_TOKEN holds a claim token, which only sets up a new server. Put the access token of the server's owner there."
      : "PLEX_TOKEN holds characters that no token has. Copy the token again.",
  );
};

const identityOf = ({ clientIdentifier, version }: PmsConnectionOptions) => {
  if (clientIdentifier === "" || !isHeaderValue(clientIdentifier + version)) {
    throw new TypeError("A client of Plex needs an identifier and a version that can be headers.");
  }
  return {
    "X-Plex-Client-Identifier": clientIdentifier,
    "X-Plex-Product": "Stash2Plex",
    "X-Plex-Version": version,
  };
};

const webPage = /^\s*(?:<!doctype html|<html)/i;

/**
 * Opens nothing yet: sockets are made by the first call.
 *
 * @throws PmsError when PLEX_URL or PLEX_TOKEN cannot be used at all.
 */
export function createPmsConnection(options: PmsConnectionOptions): PmsConnection {
  const { clock, connections = 4, timeoutMs = 10_000, fetch: fetchWith = fetch } = options;
  const base = parsePlexUrl(options.url);
  const token = tokenOf(options.token);
  const identity = identityOf(options);
  const contact: PmsContact = { shown: base.shown, tokenSent: token !== "" };
  // Deadlines are ours: the library's own would only be a second set of errors.
  const agent = new Agent({ connections, pipelining: 1, headersTimeout: 0, bodyTimeout: 0 });

  const urlOf = ({ path, query = [], token: place = "header" }: PmsCall): URL => {
    const isAdded = place === "header-and-query" && token !== "";
    const encoded = encodeQuery(isAdded ? [...query, ["X-Plex-Token", token]] : query);
    return new URL(`${base.shown}/${path}${encoded === "" ? "" : `?${encoded}`}`);
  };
  const headersOf = (call: PmsCall): Record<string, string> => ({
    accept: "application/json",
    "user-agent": `Stash2Plex/${options.version}`,
    ...identity,
    ...(token === "" || call.token === "none" ? {} : { "X-Plex-Token": token }),
    ...(base.authorization === null ? {} : { authorization: base.authorization }),
    ...call.headers,
  });
  const bytesOf = async (response: Response, call: PmsCall): Promise<Uint8Array<ArrayBuffer>> => {
    const { status } = response;
    const isSuccess = successes.has(status);
    const bytes = await readBody(response, isSuccess ? maxAnswerBytes : refusedBodyBytes);
    if (!isSuccess) {
      const location = response.headers.get("location");
      throw failureOf(contact, call, { status, location });
    }
    if (bytes === null) throw tooLarge(contact, maxAnswerBytes);
    return bytes;
  };
  const exchange = async (call: PmsCall, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> => {
    const response = await fetchWith(urlOf(call), {
      method: call.method,
      headers: headersOf(call),
      body: call.body ?? null,
      redirect: "manual",
      signal,
      dispatcher: agent,
    });
    return bytesOf(response, call);
  };
  const sendForBytes = async (call: PmsCall): Promise<Uint8Array<ArrayBuffer>> => {
    const ms = call.timeoutMs ?? timeoutMs;
    const deadline = startDeadline(clock, ms, call.signal);
    try {
      return await exchange(call, deadline.signal);
    } catch (error) {
      const outcome = deadline.outcome();
      if (outcome === "timeout") throw timedOut(contact, ms);
      if (outcome === "aborted" || agent.destroyed) throw givenUp();
      throw error instanceof PmsError ? error : networkFailure(contact, error);
    } finally {
      deadline.end();
    }
  };

  return {
    contact,
    base,
    token,
    identity,
    send: async (call) => {
      const text = new TextDecoder().decode(await sendForBytes(call));
      // Plex answers success with JSON, plain text or nothing; a page comes from something that stands before it.
      if (webPage.test(text)) throw notPms(contact, "a web page", 200);
      return text;
    },
    sendForBytes,
    close: () => agent.destroy(),
  };
}
