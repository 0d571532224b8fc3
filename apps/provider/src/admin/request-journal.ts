import type { Clock } from "@stash2plex/shared/clock";
import type { LogFields, Logger } from "@stash2plex/shared/log";

import type { AnsweredRequest } from "../plex-routes/plex-route.ts";

export interface JournalEntry extends AnsweredRequest {
  /** Epoch ms. */
  readonly at: number;
}

/** The last requests of Plex, for the page and the API. */
export interface RequestJournal {
  record(answered: AnsweredRequest): void;
  /** Newest first. */
  latest(count: number): readonly JournalEntry[];
  /** When Plex asked for the last time, epoch ms. */
  lastAt(): number | null;
}

const KEPT = 200;

/** What a log line shows of a request. The explanation is long: the engine writes it at debug. */
function fieldsOf({ route, method, status, outcome, ms, details }: AnsweredRequest): LogFields {
  const shown = { ...details, explanation: undefined };
  return { route, method, status, outcome, ms: Math.round(ms * 10) / 10, ...shown };
}

function log(logger: Logger, answered: AnsweredRequest): void {
  const event = answered.route === "match" ? "Plex asked for a match" : "Plex asked";
  const level = answered.status >= 500 ? "warn" : "info";
  logger[level](event, fieldsOf(answered));
}

/** Writes the one log line of a request and keeps the latest ones. */
export function createRequestJournal(deps: {
  readonly logger: Logger;
  readonly clock: Pick<Clock, "now">;
}): RequestJournal {
  const ring: JournalEntry[] = [];
  let next = 0;
  return {
    record: (answered) => {
      log(deps.logger, answered);
      ring[next] = { ...answered, at: deps.clock.now() };
      next = (next + 1) % KEPT;
    },
    latest: (count) => {
      const inOrder = [...ring.slice(next), ...ring.slice(0, next)];
      return inOrder.reverse().slice(0, count);
    },
    lastAt: () => ring[(next + KEPT - 1) % KEPT]?.at ?? null,
  };
}
