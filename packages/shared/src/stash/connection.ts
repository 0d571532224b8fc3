import { Agent, fetch, type Response } from "undici";

import { type Clock, systemClock } from "../clock.ts";
import { startDeadline } from "../http/deadline.ts";
import { readBody } from "../http/read-body.ts";
import { parseStashUrl, type StashBase } from "./base-url.ts";
import { StashError } from "./errors.ts";
import { failureOf, type StashContact } from "./http-failure.ts";
import { givenUp, networkFailure, timedOut, tooLarge } from "./network-failure.ts";

/** Where Stash is and how it is called. */
export interface StashConnectionOptions {
  /** STASH_URL, with a sub-path if Stash has one. */
  readonly url: string;
  /** STASH_API_KEY; null or blank when Stash has none, because a key that it does not expect is refused. */
  readonly apiKey: string | null;
  /** False accepts any certificate. */
  readonly tlsVerify?: boolean;
  readonly clock?: Clock;
  /** Milliseconds until a call is given up. */
  readonly deadlineMs?: number;
  /** Sockets at most: more do not make Stash faster (docs/reference/stash.md, 2.8). */
  readonly connections?: number;
}

export interface StashCall {
  readonly method: "GET" | "POST";
  /** Relative to the base, without a leading slash. */
  readonly path: string;
  readonly accept: string;
  readonly body?: string;
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
  /** Statuses beside 200 that the caller understands. */
  readonly accepted?: readonly number[];
}

export interface StashAnswer {
  readonly status: number;
  /** Lower case, without parameters. */
  readonly contentType: string;
  readonly etag: string | null;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A bounded pool of kept-alive connections to one Stash. Rejects with `StashError` and nothing else. */
export interface StashConnection {
  readonly contact: StashContact;
  readonly base: StashBase;
  /** What every request carries; the web socket, too. */
  readonly headers: Readonly<Record<string, string>>;
  /** A dispatcher of its own for a web socket, which takes its connection out of the pool. */
  socketAgent(): Agent;
  send(call: StashCall): Promise<StashAnswer>;
  close(): Promise<void>;
}

const refusedBodyBytes = 65_536;
/** A batch of log lines that hold pictures comes to megabytes; a socket that brings more is ended. */
const largestMessageBytes = 64 * 1024 * 1024;

/** A key with a line break or a letter outside ASCII cannot be a header; the HTTP library would print it. */
const headersFor = ({ authorization }: StashBase, apiKey: string): Record<string, string> => {
  if (!/^[\x21-\x7e]*$/.test(apiKey)) {
    throw new StashError(
      "unauthorized",
      "STASH_API_KEY holds characters that no key has. Copy the key again from Settings > Security in Stash.",
    );
  }
  return {
    "user-agent": "Stash2Plex",
    ...(apiKey === "" ? {} : { ApiKey: apiKey }),
    ...(authorization === null ? {} : { authorization }),
  };
};

const toAnswer = (response: Response, bytes: Uint8Array<ArrayBuffer>): StashAnswer => ({
  status: response.status,
  contentType:
    (response.headers.get("content-type") ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "",
  etag: response.headers.get("etag"),
  bytes,
});

/**
 * Opens nothing yet: sockets are made by the first call.
 *
 * @throws StashError when STASH_URL or STASH_API_KEY cannot be used at all.
 */
export function createStashConnection(options: StashConnectionOptions): StashConnection {
  const { clock = systemClock, deadlineMs = 10_000, connections = 4, tlsVerify = true } = options;
  const base = parseStashUrl(options.url);
  const apiKey = options.apiKey?.trim() ?? "";
  const headers = headersFor(base, apiKey);
  const contact: StashContact = { shown: base.shown, keySent: apiKey !== "" };
  const connect = { rejectUnauthorized: tlsVerify };
  // Deadlines are ours: the library's own would only be a second set of errors.
  const agent = new Agent({
    connections,
    pipelining: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect,
  });

  const exchange = async (call: StashCall, signal: AbortSignal): Promise<StashAnswer> => {
    const response = await fetch(new URL(call.path, base.url), {
      method: call.method,
      headers: {
        ...headers,
        accept: call.accept,
        ...(call.body === undefined ? {} : { "content-type": "application/json" }),
      },
      body: call.body ?? null,
      redirect: "manual",
      signal,
      dispatcher: agent,
    });
    const understood = response.status === 200 || call.accepted?.includes(response.status) === true;
    const bytes = await readBody(response, understood ? call.maxBytes : refusedBodyBytes);
    if (understood && bytes === null) throw tooLarge(contact, call.maxBytes);
    if (understood && bytes !== null) return toAnswer(response, bytes);
    const text = new TextDecoder().decode(bytes ?? new Uint8Array());
    const location = response.headers.get("location");
    throw failureOf(contact, { status: response.status, location, text });
  };

  return {
    contact,
    base,
    headers,
    socketAgent: () => new Agent({ connect, webSocket: { maxPayloadSize: largestMessageBytes } }),
    send: async (call) => {
      const deadline = startDeadline(clock, deadlineMs, call.signal);
      try {
        return await exchange(call, deadline.signal);
      } catch (error) {
        const outcome = deadline.outcome();
        if (outcome === "timeout") throw timedOut(contact, deadlineMs);
        if (outcome === "aborted" || agent.destroyed) throw givenUp();
        throw error instanceof StashError ? error : networkFailure(contact, error);
      } finally {
        deadline.end();
      }
    },
    close: () => agent.destroy(),
  };
}
