import { print } from "graphql";

import { coalesceEvents } from "../events/coalesce-events.ts";
import { scanDoorbells } from "../events/find-doorbells.ts";
import type { StashEvent } from "../events/stash-event.ts";
import { LogLinesDocument } from "./generated/operations.ts";
import { readSocketMessage, type SocketMessage, subscribeMessage } from "./socket-messages.ts";

export const doorbellSubscriptions = [subscribeMessage("log", print(LogLinesDocument))] as const;

/** Doorbell lines of one message. */
export interface Rung {
  readonly events: readonly StashEvent[];
  /** There were more lines than are taken from one message: what they said is lost. */
  readonly overflowed: boolean;
}

/** No message of the protocol itself is longer; what is longer is a batch of log lines. */
const longestControl = 2_000;
/** Stash sends a batch a second, and a hook takes it 0.3 ms or more (docs/reference/stash.md, 4.13). */
const mostLines = 10_000;
/** A batch may have been gathered before we subscribed. */
const staleAfterMs = 5_000;

/** The stamp of the first log entry, by Stash's own clock. Within texts the quotes would be escaped. */
const firstStamp = (text: string): number | null => {
  const stamp = /"time":\s*"([^"]{1,40})"/.exec(text.slice(0, longestControl))?.[1];
  const time = stamp === undefined ? Number.NaN : Date.parse(stamp);
  return Number.isNaN(time) ? null : time;
};

/**
 * Reader of one life of the socket. The text is searched for lines before anything is parsed: what Stash logs beside
 * them comes by the thousand and the megabyte (docs/reference/stash.md, fact 34). Lines that are older than the first
 * entry that was heard are left out; both stamps are Stash's, so that no two clocks are compared.
 */
export function createDoorbellReader(): (text: string) => SocketMessage<Rung> {
  let since: number | null = null;

  const take = (text: string): Rung | null => {
    const events: StashEvent[] = [];
    let lines = 0;
    for (const { event, loggedAt } of scanDoorbells(text)) {
      lines += 1;
      if (lines > mostLines) break;
      const stale = since !== null && loggedAt !== null && loggedAt < since - staleAfterMs;
      if (!stale) events.push(event);
    }
    const overflowed = lines > mostLines;
    return events.length === 0 && !overflowed
      ? null
      : { events: coalesceEvents(events), overflowed };
  };

  return (text) => {
    if (text.length <= longestControl) {
      const message = readSocketMessage<never>(text, () => null);
      if (message.kind !== "other") return message;
    }
    since ??= firstStamp(text);
    const news = take(text);
    return news === null ? { kind: "other" } : { kind: "news", news };
  };
}
