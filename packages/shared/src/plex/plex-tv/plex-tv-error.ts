/** What went wrong between us and plex.tv. */
export type PlexTvErrorCode =
  /** The PIN is unknown, or was not used in time. */
  | "expired"
  /** 429. */
  | "too-many"
  /** Any other answer that cannot be used. */
  | "refused"
  | "timeout"
  /** No connection, or one that ended. */
  | "unreachable"
  /** The caller gave up. */
  | "aborted";

const sentences: Readonly<Record<PlexTvErrorCode, string>> = {
  expired: "The PIN is no longer valid at plex.tv. Begin the login to Plex again.",
  "too-many": "plex.tv was asked too often (429). Wait some minutes, then begin the login again.",
  refused:
    "plex.tv did not answer as expected. Try again later, or put a token into PLEX_TOKEN by hand.",
  timeout:
    "plex.tv did not answer in time. Check this machine's way to the internet, or put a token into PLEX_TOKEN by hand.",
  unreachable:
    "plex.tv cannot be reached. Check this machine's way to the internet, or put a token into PLEX_TOKEN by hand.",
  aborted: "The question to plex.tv was given up by the one who asked.",
};

/** The only error of the PIN login. Its message is a sentence for the operator; no answer and no token is in it. */
export class PlexTvError extends Error {
  override readonly name = "PlexTvError";
  readonly code: PlexTvErrorCode;

  constructor(code: PlexTvErrorCode) {
    super(sentences[code]);
    this.code = code;
  }
}
