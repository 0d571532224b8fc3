import { isLoopbackAddress, type NetworkCause, networkCauseOf } from "../../http/network-cause.ts";
import { named, type PmsContact } from "./pms-contact.ts";
import { PmsError } from "./pms-error.ts";

const checkAddress =
  "Check that Plex Media Server runs, and that PLEX_URL has its host and port as seen from here.";

const reasons: Readonly<
  Record<Exclude<NetworkCause, "cut">, { readonly why: string; readonly remedy: string }>
> = {
  refused: { why: "the connection was refused", remedy: checkAddress },
  "unknown-host": {
    why: "its host name is not known here",
    remedy: "Check the host name in PLEX_URL, or give an IP address.",
  },
  "no-route": { why: "nothing answers at that address", remedy: checkAddress },
  "no-tls": {
    why: "it does not speak https there",
    remedy: "Begin PLEX_URL with http://, or give the port that has the certificate.",
  },
  "untrusted-certificate": {
    why: "its certificate is not trusted here",
    remedy:
      "Plex's certificate holds names that end in .plex.direct only: give such a name in PLEX_URL, or begin it with http://.",
  },
  "reserved-port": {
    why: "its port is one that HTTP clients refuse, because it is reserved for another protocol",
    remedy: "Give another port in PLEX_URL.",
  },
};

const whereToLook = ({ shown }: PmsContact): string =>
  isLoopbackAddress(shown)
    ? " Inside a container localhost is the container itself: use the name of Plex's container, or host.docker.internal."
    : "";

/** The error for a call that ended without an answer. The library's own error holds the address with the token. */
export function networkFailure(contact: PmsContact, error: unknown): PmsError {
  const cause = networkCauseOf(error);
  if (cause === "cut") {
    return new PmsError(
      "cut",
      `${named(contact)} ended the connection in the middle of a call. It may have been restarted; if this repeats, look into its log, and check that PLEX_URL begins with the right one of http:// and https://.`,
    );
  }
  const { why, remedy } = reasons[cause];
  return new PmsError(
    "unreachable",
    `${named(contact)} cannot be reached: ${why}. ${remedy}${whereToLook(contact)}`,
  );
}

export const timedOut = (contact: PmsContact, ms: number): PmsError =>
  new PmsError(
    "timeout",
    `${named(contact)} did not answer within ${ms / 1_000} s. It may be busy with a scan; if this repeats, check the machine and disk of Plex, and that PLEX_URL leads to it.`,
  );

export const givenUp = (): PmsError =>
  new PmsError("aborted", "The call to Plex was given up by the one who asked.");

export const tooLarge = (contact: PmsContact, bytes: number): PmsError =>
  new PmsError(
    "not-pms",
    `${named(contact)} sent more than ${Math.round(bytes / 1_048_576)} MB in one answer, which was refused. Check that PLEX_URL leads to Plex Media Server.`,
  );
