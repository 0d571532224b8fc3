import type { Clock, Timer } from "@stash2plex/shared/clock";
import { errorMessage } from "@stash2plex/shared/error-message";
import type { RequestHandler, Response } from "express";

import { sendProblem } from "../json-errors.ts";

const lookMs = 1_000;
const heartbeatMs = 15_000;
const mostListeners = 50;
/** A listener that takes nothing is cut off: its answers would pile up here. */
const mostWaiting = 1_048_576;

/** What is shown, by name of its event. */
export type ProgressSnapshot = Readonly<Record<string, unknown>>;

export interface ProgressStream {
  readonly route: RequestHandler;
  /** Ends all streams: nothing else would let the server stop. */
  close(): void;
}

/**
 * `GET /api/progress`: server-sent events. Each part of the snapshot is an event of its own, sent at first and whenever
 * it changed; a comment every 15 s keeps proxies from hanging up. Looks only while somebody listens.
 */
export function createProgressStream(deps: {
  readonly snapshot: () => Promise<ProgressSnapshot>;
  readonly clock: Clock;
}): ProgressStream {
  const { snapshot, clock } = deps;
  const listeners = new Map<Response, Map<string, string>>();
  let looking: Timer | null = null;
  let heartbeat: Timer | null = null;
  let closed = false;

  const write = (response: Response, text: string): void => {
    if (response.writableLength > mostWaiting) response.destroy();
    else response.write(text);
  };
  const tell = (response: Response, name: string, value: unknown): void => {
    const sent = listeners.get(response);
    const data = JSON.stringify(value ?? null);
    if (sent === undefined || sent.get(name) === data) return;
    sent.set(name, data);
    write(response, `event: ${name}\ndata: ${data}\n\n`);
  };
  const look = async (): Promise<void> => {
    const parts = await snapshot().catch((error: unknown) => ({ problem: errorMessage(error) }));
    for (const response of listeners.keys()) {
      for (const [name, value] of Object.entries(parts)) tell(response, name, value);
    }
    looking = listeners.size === 0 ? null : clock.setTimeout(() => void look(), lookMs);
  };
  const beat = (): void => {
    for (const response of listeners.keys()) write(response, ": still here\n\n");
    heartbeat = listeners.size === 0 ? null : clock.setTimeout(beat, heartbeatMs);
  };
  const lookAtOnce = (): void => {
    looking?.cancel();
    void look();
  };

  return {
    route: (_request, response) => {
      if (closed || listeners.size >= mostListeners) {
        sendProblem(response, 503, "There are too many listeners, or this program is stopping.");
        return;
      }
      response.writeHead(200, {
        "Content-Type": "text/event-stream; charset=utf-8",
        "Cache-Control": "no-store",
        // Proxies of the nginx kind gather answers otherwise.
        "X-Accel-Buffering": "no",
      });
      response.flushHeaders();
      listeners.set(response, new Map());
      response.on("close", () => listeners.delete(response));
      lookAtOnce();
      heartbeat ??= clock.setTimeout(beat, heartbeatMs);
    },
    close: () => {
      closed = true;
      looking?.cancel();
      heartbeat?.cancel();
      for (const response of listeners.keys()) response.end();
      listeners.clear();
    },
  };
}
