/** A request as Plex would send it. */
export interface PlexRequest {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What the load generator is to do: for some seconds, or so many requests. */
export interface LoadPlan {
  readonly url: string;
  readonly connections: number;
  readonly requests: readonly PlexRequest[];
  readonly seconds?: number;
  readonly amount?: number;
  /** Text that a right answer holds. */
  readonly expected: string;
}

export interface LoadResult {
  readonly answered: number;
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Answers other than 200, and connections that failed. */
  readonly failed: number;
  /** Answers without the expected text. */
  readonly unlike: number;
}
