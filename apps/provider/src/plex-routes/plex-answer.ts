/** What became of a request of Plex, in one word: label of metrics, word of the log line. */
export type PlexOutcome =
  /** A match request was answered with the one scene. */
  | "matched"
  /** A manual match request was answered with a list. */
  | "listed"
  | "ambiguous"
  | "no-match"
  | "filtered"
  | "unconfirmed"
  | "adult-withheld"
  | "other-type"
  /** Something was there and was sent. */
  | "served"
  /** A list that is always empty for movies. */
  | "empty"
  | "gone"
  | "unavailable"
  /** The request was malformed. */
  | "refused"
  | "unknown-route"
  | "failed";

/** Details of a request for the log line, the page and the API. */
export interface PlexDetails {
  readonly rung?: string;
  readonly sceneId?: number;
  readonly filename?: string;
  readonly title?: string;
  readonly manual?: boolean;
  readonly results?: number;
  /** Why, in a sentence. */
  readonly reason?: string;
  readonly language?: string;
  readonly country?: string;
  /** How the decision came about, step by step. Not part of the log line. */
  readonly explanation?: () => readonly string[];
}

/** An answer to Plex: always JSON. */
export interface PlexAnswer {
  readonly status: number;
  /** JSON text. */
  readonly body: string;
  readonly outcome: PlexOutcome;
  readonly details: PlexDetails;
  readonly headers?: Readonly<Record<string, string>>;
}

export function answer(
  outcome: PlexOutcome,
  body: string | object,
  details: PlexDetails = {},
): PlexAnswer {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { status: 200, body: text, outcome, details };
}

/** An error for Plex: a status and a sentence. */
export function problem(
  status: number,
  outcome: PlexOutcome,
  reason: string,
  details: PlexDetails = {},
): PlexAnswer {
  const body = JSON.stringify({ error: { status, message: reason } });
  const retry = status === 503 ? { headers: { "Retry-After": "30" } } : {};
  return { status, body, outcome, details: { ...details, reason }, ...retry };
}
