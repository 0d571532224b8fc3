/** What went wrong between us and Stash. */
export type StashErrorCode =
  /** 401: no key, a wrong one, or one that Stash does not expect. */
  | "unauthorized"
  /** Stash, or a proxy in front of it, sent us to a login page. */
  | "login-redirect"
  /** 403: Stash protects itself because it was reached from the internet without a password. */
  | "tripwire"
  /** 422: Stash does not understand our document. */
  | "validation"
  /** 5xx, of Stash or of a proxy in front of it. */
  | "server-error"
  /** Something answers, but not Stash's interface: wrong address or sub-path. */
  | "not-graphql"
  | "timeout"
  /** Refused, unknown host, no route, untrusted certificate. */
  | "unreachable"
  /** The connection ended in the middle of a call. */
  | "cut"
  | "setup-needed"
  | "migration-needed"
  | "too-old"
  /** 200 with errors, or with an answer that cannot be used. */
  | "answer-error"
  /** The caller gave up. */
  | "aborted";

const retryableCodes: ReadonlySet<StashErrorCode> = new Set<StashErrorCode>([
  "server-error",
  "timeout",
  "unreachable",
  "cut",
  "setup-needed",
  "migration-needed",
]);

/**
 * The only error that the client rejects with. Its message is a sentence for the operator: what failed, at which
 * setting, what to do next. It never holds the key, the query, its variables or the body of an answer, and it has no
 * `cause`, because the errors of HTTP libraries carry all of these.
 */
export class StashError extends Error {
  override readonly name = "StashError";
  readonly code: StashErrorCode;
  /** Whether the same call may succeed later although nobody changes a setting of ours. */
  readonly retryable: boolean;

  constructor(code: StashErrorCode, message: string, retryable = retryableCodes.has(code)) {
    super(message);
    this.code = code;
    this.retryable = retryable;
  }
}
