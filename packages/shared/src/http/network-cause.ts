/** Why a call ended without an answer. */
export type NetworkCause =
  | "refused"
  | "unknown-host"
  | "no-route"
  /** The other end speaks no TLS. */
  | "no-tls"
  | "untrusted-certificate"
  /** HTTP clients never call this port. */
  | "reserved-port"
  /** The connection ended, or anything else. */
  | "cut";

interface ErrorParts {
  readonly message?: unknown;
  readonly code?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

/** Codes of an error, of its causes and of the attempts it sums up; nothing else of them is looked at. */
const codesOf = (error: unknown): readonly string[] => {
  if (typeof error !== "object" || error === null) return [];
  const { message, code, cause, errors }: ErrorParts = error;
  // The fetch standard refuses some ports, and says so in words only.
  if (message === "bad port") return ["BAD_PORT"];
  const own = typeof code === "string" ? [code] : [];
  const attempts = Array.isArray(errors) ? errors.flatMap(codesOf) : [];
  return [...own, ...codesOf(cause), ...attempts];
};

const causes: readonly { readonly codes: RegExp; readonly cause: NetworkCause }[] = [
  { codes: /^BAD_PORT$/, cause: "reserved-port" },
  { codes: /^ECONNREFUSED$/, cause: "refused" },
  { codes: /^(?:ENOTFOUND|EAI_\w+)$/, cause: "unknown-host" },
  {
    codes: /^(?:EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/,
    cause: "no-route",
  },
  { codes: /^(?:ERR_SSL_\w+|EPROTO)$/, cause: "no-tls" },
  {
    codes: /^(?:CERT_\w+|ERR_TLS_\w+|\w*SELF_SIGNED\w*|UNABLE_TO_\w+)$/,
    cause: "untrusted-certificate",
  },
];

/** What the errors of an HTTP library mean. They hold addresses and keys, so they themselves are never shown. */
export function networkCauseOf(error: unknown): NetworkCause {
  const codes = codesOf(error);
  return (
    causes.find((candidate) => codes.some((code) => candidate.codes.test(code)))?.cause ?? "cut"
  );
}

const loopback = /^https?:\/\/(?:localhost|127\.|\[::1\])/;

/** Whether an address leads to the machine, or container, that this program runs in. */
export function isLoopbackAddress(shown: string): boolean {
  return loopback.test(shown);
}
