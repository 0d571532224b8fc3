import type { PmsServer } from "./pms-server.ts";

export interface PmsCall {
  readonly query?: readonly (readonly [name: string, value: string])[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** @default the server's; null sends none */
  readonly token?: string | null;
  /** @default JSON */
  readonly accept?: string;
}

export interface PmsAnswer {
  readonly status: number;
  readonly type: string | null;
  readonly text: string;
}

/** A plain client for the tests of the server. */
export interface PmsCaller {
  send(method: string, path: string, call?: PmsCall): Promise<PmsAnswer>;
  /** The MediaContainer of a JSON answer. */
  json(method: string, path: string, call?: PmsCall): Promise<Record<string, unknown>>;
}

export function createPmsCaller(pms: PmsServer): PmsCaller {
  const send = async (method: string, path: string, call: PmsCall = {}): Promise<PmsAnswer> => {
    const token = call.token === undefined ? pms.token : call.token;
    const query = new URLSearchParams(
      (call.query ?? []).map(([name, value]): [string, string] => [name, value]),
    );
    const response = await fetch(
      `${pms.url}${path}${query.size === 0 ? "" : `?${query.toString()}`}`,
      {
        method,
        body: call.body ?? null,
        headers: {
          accept: call.accept ?? "application/json",
          ...(token !== null && { "x-plex-token": token }),
          ...call.headers,
        },
      },
    );
    const type = response.headers.get("content-type");
    return { status: response.status, type, text: await response.text() };
  };
  return {
    send,
    async json(method, path, call) {
      const { text } = await send(method, path, call);
      return (JSON.parse(text) as { MediaContainer: Record<string, unknown> }).MediaContainer;
    },
  };
}
