/**
 * A match request after parsing: every field optional, numbers coerced, unknown fields dropped
 * (docs/reference/plex-contract.md, 4.1). Absent values are undefined.
 */
export interface MatchRequest {
  /** 1 movie; other types are answered with an empty container. */
  readonly type: number;
  /** The scanner's title, or in a manual match the text the user typed. */
  readonly title?: string;
  readonly year?: number;
  readonly guid?: string;
  /** `YYYY-MM-DD`, rarely sent. */
  readonly date?: string;
  /** Relative to the library's base folder (fact 9); may be absolute or hold backslashes in the wild. */
  readonly filename?: string;
  readonly manual: boolean;
  readonly includeAdult: boolean;
  /** Milliseconds; read if present, no evidence that PMS sends it. */
  readonly duration?: number;
  /** OpenSubtitles hash, lower case. */
  readonly oshash?: string;
}
