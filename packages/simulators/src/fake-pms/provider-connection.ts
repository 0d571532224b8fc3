import type { Clock } from "@stash2plex/shared/clock";

import type { Exchange, Purpose } from "./exchange-log.ts";

/** What PMS 1.43.4 says of itself. */
const USER_AGENT = "PlexMediaServer/1.43.4.10903-0";
const MACHINE_IDENTIFIER = "0123456789abcdef0123456789abcdef01234567";

export interface ProviderRequest {
  readonly purpose: Purpose;
  readonly method: "GET" | "POST" | "HEAD";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

export interface ProviderConnection {
  /** Sends one request; resolves also when there is no answer, with the reason in `failure`. */
  send(request: ProviderRequest): Promise<Exchange>;
}

/** Appends a key to the URL that the user registered, as it is (docs/reference/plex-contract.md, fact 6). */
export function appendKey(registeredUrl: string, key: string, slash: "dropped" | "kept"): string {
  const base = slash === "dropped" ? registeredUrl.replace(/\/+$/, "") : registeredUrl;
  return base + key;
}

/** fetch hides the reason (connection refused, reset) behind "fetch failed". */
function reasonOf(error: unknown): string {
  if (typeof error !== "object" || error === null || !("message" in error)) return String(error);
  const hidden = "cause" in error && error.cause !== undefined ? reasonOf(error.cause) : "";
  return hidden === "" ? String(error.message) : hidden;
}

function headersOf(request: ProviderRequest): Record<string, string> {
  return {
    accept: "*/*",
    "accept-encoding": "gzip",
    "user-agent": USER_AGENT,
    "x-plex-client-identifier": MACHINE_IDENTIFIER,
    ...(request.body !== undefined && { "content-type": "application/json" }),
    ...request.headers,
  };
}

/** Talks HTTP as PMS does. Redirects are not followed: whether PMS does is unknown (section 14, question 6). */
export function createProviderConnection(options: {
  readonly timeoutMs: number;
  readonly clock: Clock;
}): ProviderConnection {
  async function answerOf(request: ProviderRequest, signal: AbortSignal) {
    const response = await fetch(request.url, {
      method: request.method,
      headers: headersOf(request),
      redirect: "manual",
      signal,
      ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
    });
    return {
      status: response.status,
      responseHeaders: Object.fromEntries(response.headers),
      body: new Uint8Array(await response.arrayBuffer()),
      failure: null,
    };
  }

  return {
    async send(request) {
      const limit = new AbortController();
      const timer = options.clock.setTimeout(() => {
        limit.abort(new Error(`no answer within ${options.timeoutMs / 1000} s`));
      }, options.timeoutMs);
      const signals =
        request.signal === undefined ? [limit.signal] : [limit.signal, request.signal];
      const started = performance.now();
      const answer = await answerOf(request, AbortSignal.any(signals)).catch((error: unknown) => ({
        status: null,
        responseHeaders: {},
        body: new Uint8Array(),
        failure: reasonOf(error),
      }));
      timer.cancel();
      return {
        purpose: request.purpose,
        method: request.method,
        url: request.url,
        requestHeaders: headersOf(request),
        requestBody: request.body,
        ...answer,
        ms: performance.now() - started,
      };
    },
  };
}
