import { isLoopbackAddress, type NetworkCause, networkCauseOf } from "../http/network-cause.ts";
import { StashError } from "./errors.ts";
import { named, type StashContact } from "./http-failure.ts";

const whereToLook = ({ shown }: StashContact): string =>
  isLoopbackAddress(shown)
    ? " Inside a container localhost is the container itself: use the name of Stash's container, or host.docker.internal."
    : "";

const reservedPort = ({ shown }: StashContact): StashError =>
  new StashError(
    "unreachable",
    `The port in STASH_URL (${shown}) is one that HTTP clients refuse, because it is reserved for another protocol. Let Stash listen on another port.`,
    false,
  );

const unreachable = (contact: StashContact, why: string, remedy: string): StashError =>
  new StashError(
    "unreachable",
    `${named(contact)} cannot be reached: ${why}. ${remedy}${whereToLook(contact)}`,
  );

const checkAddress =
  "Check that Stash runs, and that STASH_URL has its host and port as seen from here.";

const reasons: Readonly<
  Record<
    Exclude<NetworkCause, "reserved-port" | "cut">,
    { readonly why: string; readonly remedy: string }
  >
> = {
  refused: { why: "the connection was refused", remedy: checkAddress },
  "unknown-host": {
    why: "its host name is not known here",
    remedy: "Check the host name in STASH_URL, or give an IP address.",
  },
  "no-route": { why: "nothing answers at that address", remedy: checkAddress },
  "no-tls": {
    why: "it does not speak https there",
    remedy: "Begin STASH_URL with http://, or give the port that has the certificate.",
  },
  "untrusted-certificate": {
    why: "its certificate is not trusted here",
    remedy:
      "Give a name in STASH_URL that the certificate holds, or set STASH_TLS_VERIFY=off for a certificate of your own.",
  },
};

const cut = (contact: StashContact): StashError =>
  new StashError(
    "cut",
    `${named(contact)} ended the connection in the middle of an answer. It may have been restarted; if this repeats, look into its log, and check that STASH_URL begins with the right one of http:// and https://.`,
  );

/** The error for a call that ended without an answer. */
export function networkFailure(contact: StashContact, error: unknown): StashError {
  const cause = networkCauseOf(error);
  if (cause === "reserved-port") return reservedPort(contact);
  if (cause === "cut") return cut(contact);
  const { why, remedy } = reasons[cause];
  return unreachable(contact, why, remedy);
}

export const timedOut = (contact: StashContact, ms: number): StashError =>
  new StashError(
    "timeout",
    `${named(contact)} did not answer within ${ms / 1_000} s. It may be busy with a scan; if this repeats, check the machine and disk of Stash, and that STASH_URL leads to it.`,
  );

export const givenUp = (): StashError =>
  new StashError("aborted", "The question to Stash was given up by the one who asked.");

export const tooLarge = (contact: StashContact, bytes: number): StashError =>
  new StashError(
    "answer-error",
    `${named(contact)} sent more than ${Math.round(bytes / 1_048_576)} MB in one answer, which was refused. Check that STASH_URL leads to Stash.`,
  );
