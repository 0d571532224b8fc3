import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";

import type { Clock } from "@stash2plex/shared/clock";

import { sendLater } from "./send-later.ts";
import { type HttpServer, startHttpServer } from "./http-server.ts";

/** One port for the life of the program, whatever answers on it. */
export interface Front {
  /**
   * Lets this answer from now on. The first call opens the port, and rejects with a sentence when that cannot be. What is
   * given back drains what this has taken, and closes the port only at the end of the program.
   */
  listen(app: RequestListener): Promise<HttpServer>;
  /** Until the next `listen`, requests wait instead of being refused; pages are answered by this meanwhile. */
  hold(pages: RequestListener): void;
  isOpen(): boolean;
  /** From now on draining closes the port. */
  end(): void;
  /** Closes the port, if it is open still. */
  close(graceMs: number): Promise<void>;
}

/** How long a request waits for the provider; PMS waits far longer. */
const LONGEST_WAIT_MS = 20_000;
const MOST_WAITING = 1_000;

const isForPeople = ({ url = "" }: IncomingMessage): boolean =>
  /^\/(?:ui|healthz)(?:[/?]|$)/.test(url);

/** Requests that are being answered by one app. */
interface Taken {
  readonly listener: RequestListener;
  /** Resolves when all are answered, or after so long. */
  drained(graceMs: number): Promise<void>;
}

function countTaken(app: RequestListener, clock: Clock): Taken {
  const open = new Set<ServerResponse>();
  let tellIdle = (): void => undefined;
  return {
    listener: (request, response) => {
      open.add(response);
      response.once("close", () => {
        open.delete(response);
        if (open.size === 0) tellIdle();
      });
      app(request, response);
    },
    drained: (graceMs) =>
      new Promise((resolve) => {
        const cut = clock.setTimeout(() => {
          for (const response of open) response.destroy();
          resolve();
        }, graceMs);
        tellIdle = () => {
          cut.cancel();
          resolve();
        };
        if (open.size === 0) tellIdle();
      }),
  };
}

export function createFront(deps: {
  readonly port: number;
  readonly host: string | null;
  readonly clock: Clock;
}): Front {
  const { clock } = deps;
  let server: HttpServer | null = null;
  let answer: RequestListener = () => undefined;
  let isEnding = false;
  let letGo = (): void => undefined;

  const hold = (pages: RequestListener): void => {
    const waiting = new Map<ServerResponse, IncomingMessage>();
    const patience = clock.setTimeout(() => {
      for (const response of waiting.keys()) sendLater(response);
      waiting.clear();
    }, LONGEST_WAIT_MS);
    answer = (request, response) => {
      if (isForPeople(request)) pages(request, response);
      else if (waiting.size >= MOST_WAITING) sendLater(response);
      else {
        waiting.set(response, request);
        response.once("close", () => waiting.delete(response));
      }
    };
    letGo = () => {
      patience.cancel();
      for (const [response, request] of waiting) answer(request, response);
      waiting.clear();
    };
  };
  return {
    listen: async (app) => {
      const taken = countTaken(app, clock);
      server ??= await startHttpServer(
        (request, response) => answer(request, response),
        deps.port,
        deps.host,
      );
      answer = taken.listener;
      letGo();
      letGo = () => undefined;
      const { port, drain } = server;
      return {
        port,
        drain: (graceMs) => (isEnding ? drain(graceMs) : taken.drained(graceMs)),
      };
    },
    hold,
    isOpen: () => server !== null,
    end: () => {
      isEnding = true;
    },
    close: async (graceMs) => {
      await server?.drain(graceMs);
    },
  };
}
