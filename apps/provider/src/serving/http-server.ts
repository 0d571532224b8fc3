import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

import { OperatorError } from "./operator-error.ts";

export interface HttpServer {
  readonly port: number;
  /** Takes no more connections, lets running requests end, and cuts those that have not after `graceMs`. */
  readonly drain: (graceMs: number) => Promise<void>;
}

function sentenceOf(code: string | undefined, port: number, host: string | null): string {
  switch (code) {
    case "EADDRINUSE":
      return `Port ${port} is in use by another program. Stop that one, or set PORT to another port.`;
    case "EACCES":
      return `Port ${port} may not be opened by this user. Set PORT to one above 1023.`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EINVAL":
      return `HOST is ${host ?? "not set"}, which is no address of this machine. Leave it out to listen on all addresses.`;
    default:
      return `Port ${port} cannot be opened (${code ?? "unknown error"}). Set PORT or HOST to something else.`;
  }
}

/** Listens; rejects with a sentence when it cannot. */
export function startHttpServer(
  app: RequestListener,
  port: number,
  host: string | null,
): Promise<HttpServer> {
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 15_000 }, app);
  // Longer than the pause between two requests of a scan: a socket closed under the caller's hand is an error there.
  server.keepAliveTimeout = 75_000;
  const drain = (graceMs: number): Promise<void> =>
    new Promise((resolve) => {
      const cut = setTimeout(() => server.closeAllConnections(), graceMs);
      server.close(() => {
        clearTimeout(cut);
        resolve();
      });
      server.closeIdleConnections();
    });
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(new OperatorError(sentenceOf(error.code, port, host), undefined, error));
    });
    server.listen({ port, ...(host !== null && { host }) }, () => {
      resolve({ port: (server.address() as AddressInfo).port, drain });
    });
  });
}
