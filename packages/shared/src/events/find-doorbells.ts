import { doorbellPrefix } from "./doorbell-line.ts";
import { parseStashEvent } from "./parse-stash-event.ts";
import type { StashEvent } from "./stash-event.ts";

/** A doorbell line that was found in text. */
export interface Doorbell {
  readonly event: StashEvent;
  /** Epoch ms of Stash's clock, from the log entry that the line stands in, or null. */
  readonly loggedAt: number | null;
}

/** Two hundred names of 64 characters, escaped, do not come to this. */
const longestLine = 16_384;
/** From the stamp of a log entry to the line: quotes, the key and `[Plugin / <name>] `. */
const longestHead = 400;

const stampBefore = (text: string, at: number): number | null => {
  const head = text.slice(Math.max(0, at - longestHead), at);
  // Only the stamp of the same entry: no other entry ends between them.
  const stamp = /"time":\s*"([^"]{1,40})"[^{}]*$/.exec(head)?.[1];
  const time = stamp === undefined ? Number.NaN : Date.parse(stamp);
  return Number.isNaN(time) ? null : time;
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** The object at the beginning of the text; names hold no braces, so that the first one closes it. */
const readObject = (text: string): unknown => {
  const end = text.indexOf("}");
  if (end === -1 || !text.startsWith("{")) return null;
  const line = text.slice(0, end + 1);
  // Within a message of the web socket the line is part of a JSON text, so its quotes are escaped once.
  const plain = line[1] === "\\" ? parseJson(`"${line}"`) : line;
  return typeof plain === "string" ? parseJson(plain) : null;
};

/**
 * Finds the doorbell lines in raw text, one by one: a message of Stash's log subscription, or plain log lines. The
 * text is searched, not parsed; what is cut, forged or garbage is passed over. A line is a hint and proves nothing.
 */
export function* scanDoorbells(text: string): Generator<Doorbell, void, void> {
  let at = text.indexOf(doorbellPrefix);
  while (at !== -1) {
    const begin = at + doorbellPrefix.length;
    const next = text.indexOf(doorbellPrefix, begin);
    // Never beyond the next prefix: text that is full of prefixes is still read once only.
    const end = Math.min(next === -1 ? text.length : next, begin + longestLine);
    const parsed = parseStashEvent(readObject(text.slice(begin, end)));
    if (parsed.ok) yield { event: parsed.event, loggedAt: stampBefore(text, at) };
    at = next;
  }
}

/** The events of all doorbell lines in raw text, in order, as often as they stand there. */
export function findDoorbells(text: string): readonly StashEvent[] {
  return Array.from(scanDoorbells(text), ({ event }) => event);
}
