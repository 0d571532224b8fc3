import { fetch } from "undici";
import * as z from "zod";

import type { Clock } from "../../clock.ts";
import { startDeadline } from "../../http/deadline.ts";
import { encodeQuery } from "../../http/query-encoding.ts";
import { readBody } from "../../http/read-body.ts";
import { PlexTvError } from "./plex-tv-error.ts";

const maxAnswerBytes = 65_536;
const timeoutMs = 10_000;

export interface PlexTvPinsOptions {
  /** @default "https://clients.plex.tv" */
  readonly url?: string;
  /** The same that the client of the server uses: the login creates a device of this name in the account. */
  readonly clientIdentifier: string;
  readonly product: string;
  readonly clock: Clock;
}

/** A login that waits for somebody to agree in a browser. */
export interface PlexTvPin {
  readonly id: number;
  readonly code: string;
  /** Where the owner of the server agrees. */
  readonly authUrl: string;
  /** The account's token once that was done; a secret. */
  readonly token: string | null;
  /** Epoch milliseconds, or null when plex.tv did not say. */
  readonly expiresAt: number | null;
}

/** The PIN login of plex.tv. All calls reject with a `PlexTvError` and nothing else. */
export interface PlexTvPins {
  create(options?: { readonly signal?: AbortSignal }): Promise<PlexTvPin>;
  /** Asks whether somebody agreed. */
  read(id: number, options?: { readonly signal?: AbortSignal }): Promise<PlexTvPin>;
}

const pinSchema = z.object({
  id: z.int().positive(),
  code: z.string().min(1),
  authToken: z.string().nullish(),
  expiresAt: z.string().nullish(),
});

const epochOf = (text: string | null | undefined): number | null => {
  const time = Date.parse(text ?? "");
  return Number.isNaN(time) ? null : time;
};

/** @see docs/reference/plex-contract.md, 11.8 */
export function createPlexTvPins(options: PlexTvPinsOptions): PlexTvPins {
  const { url = "https://clients.plex.tv", clientIdentifier, product, clock } = options;

  const authUrlOf = (code: string): string =>
    `https://app.plex.tv/auth#?${encodeQuery([
      ["clientID", clientIdentifier],
      ["code", code],
      ["context[device][product]", product],
    ])}`;
  const toPin = (answer: string): PlexTvPin => {
    const { id, code, authToken, expiresAt } = pinSchema.parse(JSON.parse(answer));
    const token = authToken === undefined || authToken === "" ? null : authToken;
    return { id, code, authUrl: authUrlOf(code), token, expiresAt: epochOf(expiresAt) };
  };
  const exchange = async (method: "GET" | "POST", path: string, signal: AbortSignal) => {
    const response = await fetch(`${url}/api/v2/pins${path}`, {
      method,
      headers: {
        accept: "application/json",
        "X-Plex-Client-Identifier": clientIdentifier,
        "X-Plex-Product": product,
      },
      redirect: "manual",
      signal,
    });
    const bytes = await readBody(response, maxAnswerBytes);
    return { status: response.status, text: new TextDecoder().decode(bytes ?? new Uint8Array()) };
  };
  const ask = async (method: "GET" | "POST", path: string, caller: AbortSignal | undefined) => {
    const deadline = startDeadline(clock, timeoutMs, caller);
    try {
      return await exchange(method, path, deadline.signal);
    } catch {
      throw new PlexTvError(deadline.outcome() ?? "unreachable");
    } finally {
      deadline.end();
    }
  };
  const pin = async (
    method: "GET" | "POST",
    path: string,
    caller: AbortSignal | undefined,
  ): Promise<PlexTvPin> => {
    const { status, text } = await ask(method, path, caller);
    if (status === 404) throw new PlexTvError("expired");
    if (status === 429) throw new PlexTvError("too-many");
    if (status !== 200 && status !== 201) throw new PlexTvError("refused");
    try {
      return toPin(text);
    } catch {
      // The parser's own error would show the answer, and with it the token.
      throw new PlexTvError("refused");
    }
  };

  return {
    create: ({ signal } = {}) => pin("POST", "?strong=true", signal),
    read: (id, { signal } = {}) => pin("GET", `/${id}`, signal),
  };
}
