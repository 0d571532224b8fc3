import { randomBytes } from "node:crypto";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

interface Pin {
  readonly id: number;
  readonly code: string;
  readonly clientIdentifier: string;
  token: string | null;
}

/** The part of plex.tv that hands out tokens (docs/reference/plex-contract.md, 11.8). */
export interface PlexTv {
  readonly url: string;
  /** Requests as method and path, in order. */
  readonly requests: readonly string[];
  /** The person says yes; from then on the pin has a token. */
  approve(id: number, token?: string): void;
  /** The pin is unknown from now on, as after half an hour. */
  expire(id: number): void;
  close(): Promise<void>;
}

const LIFE_SECONDS = 1_800;
/** Digits and letters that cannot be mistaken, as plex.tv chooses them. */
const SHORT = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

const strongCode = (): string => randomBytes(20).toString("base64url").slice(0, 25).toLowerCase();
const shortCode = (): string =>
  Array.from(randomBytes(4), (byte) => SHORT[byte % SHORT.length]).join("");

function send(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "Content-Type": "application/json; charset=utf-8",
    "Content-Length": Buffer.byteLength(text),
  });
  response.end(text);
}

const refusal = (code: number, message: string, status: number): object => ({
  errors: [{ code, message, status }],
});

/** @param options.now epoch milliseconds, for the time at which a pin ends */
export async function startPlexTv(options: { readonly now?: () => number } = {}): Promise<PlexTv> {
  const { now = Date.now } = options;
  const pins = new Map<number, Pin>();
  const requests: string[] = [];
  const bodyOf = ({ id, code, clientIdentifier, token }: Pin): object => ({
    id,
    code,
    product: "Plex Web",
    trusted: false,
    clientIdentifier,
    expiresIn: LIFE_SECONDS,
    createdAt: new Date(now()).toISOString(),
    expiresAt: new Date(now() + LIFE_SECONDS * 1_000).toISOString(),
    authToken: token,
    newRegistration: null,
  });

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://plex.invalid");
    requests.push(`${request.method ?? ""} ${url.pathname}`);
    const header = request.headers["x-plex-client-identifier"];
    const client =
      (typeof header === "string" ? header : null) ??
      url.searchParams.get("X-Plex-Client-Identifier");
    if (client === null || client === "") {
      send(response, 400, refusal(1000, "X-Plex-Client-Identifier is missing", 400));
      return;
    }
    if (request.method === "POST" && url.pathname === "/api/v2/pins") {
      const isStrong = url.searchParams.get("strong") === "true";
      const id = 1_000_000 + pins.size;
      const code = isStrong ? strongCode() : shortCode();
      const pin: Pin = { id, code, clientIdentifier: client, token: null };
      pins.set(id, pin);
      send(response, 201, bodyOf(pin));
      return;
    }
    const id = /^\/api\/v2\/pins\/(\d+)$/.exec(url.pathname)?.[1];
    const pin = request.method === "GET" ? pins.get(Number(id)) : undefined;
    // A pin belongs to the client that asked for it.
    if (pin?.clientIdentifier !== client) {
      send(response, 404, refusal(1020, "Code not found or expired", 404));
      return;
    }
    send(response, 200, bodyOf(pin));
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    approve(id, token = "owner-token") {
      const pin = pins.get(id);
      if (pin === undefined) throw new Error(`There is no pin ${id}.`);
      pin.token = token;
    },
    expire(id) {
      pins.delete(id);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
