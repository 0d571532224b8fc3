/** What went wrong between us and a Plex Media Server. */
export type PmsErrorCode =
  /** 401: the token is wrong, or was revoked (13, quirk 24). */
  | "unauthorized"
  /** 403: the token is not the owner's, or the thing is in use. */
  | "forbidden"
  /** 404: no such item, section or provider. */
  | "not-found"
  /** 400 and other 4xx: PMS does not accept what was sent. */
  | "rejected"
  /** 409: it exists already. */
  | "conflict"
  /** 429: asked too often. */
  | "too-many"
  /** 503 while PMS starts, migrates or is busy. */
  | "starting"
  /** Other 5xx. */
  | "server-error"
  /** Something answers, but no Plex Media Server: wrong address, or a page instead of JSON. */
  | "not-pms"
  | "timeout"
  /** Refused, unknown host, no route, untrusted certificate. */
  | "unreachable"
  /** The connection ended in the middle of a call. */
  | "cut"
  /** The caller gave up. */
  | "aborted";

/** How the reconciler treats an error (DESIGN section 9). */
export type PmsErrorClass =
  "down" | "not-found" | "temporary" | "permanent" | "unauthorized" | "aborted";

const classes: Readonly<Record<PmsErrorCode, PmsErrorClass>> = {
  unauthorized: "unauthorized",
  forbidden: "permanent",
  "not-found": "not-found",
  rejected: "permanent",
  conflict: "permanent",
  "too-many": "temporary",
  starting: "down",
  "server-error": "temporary",
  "not-pms": "down",
  timeout: "temporary",
  unreachable: "down",
  cut: "temporary",
  aborted: "aborted",
};

/**
 * The only error that the client rejects with. Its message is a sentence for the operator: what failed, at which
 * setting, what to do next. It holds neither token nor body, and has no `cause`, which would carry both.
 */
export class PmsError extends Error {
  override readonly name = "PmsError";
  readonly code: PmsErrorCode;
  /** HTTP status, or null when there was no answer. */
  readonly status: number | null;

  constructor(code: PmsErrorCode, message: string, status: number | null = null) {
    super(message);
    this.code = code;
    this.status = status;
  }

  get class(): PmsErrorClass {
    return classes[this.code];
  }
}
