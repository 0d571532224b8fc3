import { named, type PmsContact } from "./pms-contact.ts";
import { PmsError, type PmsErrorCode } from "./pms-error.ts";

/** What was wanted, for sentences and for the meaning of a 404. */
export interface PmsAim {
  /** Continues "cannot ...": `edit item 12`. Holds no address, title or other content. */
  readonly action: string;
  /** What a 404 means. @default "gone" */
  readonly missing?: "gone" | "not-pms" | "too-old";
}

/** What is looked at of an answer that is no success. Bodies are html pages or text, and never shown (fact 38). */
export interface RefusedAnswer {
  readonly status: number;
  readonly location: string | null;
}

const unauthorized = (contact: PmsContact): string =>
  contact.tokenSent
    ? `${named(contact)} refused the token (401). It was revoked, or is none of this server: a claim token (claim-...) is no access token, and signing out everywhere ends every token. Put a new token of the server's owner into PLEX_TOKEN.`
    : `${named(contact)} asks for a token (401), and none was sent. Put a token of the server's owner into PLEX_TOKEN.`;

const forbidden = (contact: PmsContact, { action }: PmsAim): string =>
  `${named(contact)} forbids us to ${action} (403). Either PLEX_TOKEN is not the token of the server's owner, or the thing is still in use, as a provider is by its agent: take it out of use first.`;

const missing = (
  contact: PmsContact,
  { action, missing: meaning = "gone" }: PmsAim,
): { readonly code: PmsErrorCode; readonly message: string } => {
  if (meaning === "not-pms")
    return { code: "not-pms", message: notPmsSentence(contact, "status 404") };
  if (meaning === "too-old") {
    return {
      code: "not-found",
      message: `${named(contact)} cannot ${action} (404): it has no custom metadata providers. Update it to version 1.43 or newer.`,
    };
  }
  return {
    code: "not-found",
    message: `${named(contact)} cannot ${action} (404): it has no such thing, or no longer. If that is wrong, check that PLEX_URL leads to the right server.`,
  };
};

const redirected = (contact: PmsContact, location: string | null): string => {
  const target = URL.parse(location ?? "", contact.shown)?.origin ?? "another address";
  return `${named(contact)} redirects to ${target}, and redirects are not followed, so that the token goes nowhere else. Put the address that answers into PLEX_URL.`;
};

const notPmsSentence = (contact: PmsContact, what: string): string =>
  `${named(contact)} answered ${what} instead of Plex's interface. Check host, port and sub-path of PLEX_URL: it is the address of Plex Media Server itself, usually with port 32400, and no login page may stand before it.`;

export const notPms = (contact: PmsContact, what: string, status: number | null = null): PmsError =>
  new PmsError("not-pms", notPmsSentence(contact, what), status);

export const rejected = (contact: PmsContact, { action }: PmsAim, status: number): PmsError =>
  new PmsError(
    "rejected",
    `${named(contact)} refused to ${action} (${status}): it does not accept what was sent, and the same will be refused again. Look for the reason in Plex's log, and change the value in Stash or the setting that it comes from.`,
    status,
  );

/**
 * The error for an answer that is no success.
 *
 * @see docs/reference/plex-contract.md, 10, 11 and 13
 */
export function failureOf(contact: PmsContact, aim: PmsAim, answer: RefusedAnswer): PmsError {
  const { status, location } = answer;
  const error = (code: PmsErrorCode, message: string): PmsError =>
    new PmsError(code, message, status);
  if (status < 300) return notPms(contact, `status ${status}`, status);
  if (status < 400) return error("not-pms", redirected(contact, location));
  if (status === 401) return error("unauthorized", unauthorized(contact));
  if (status === 403) return error("forbidden", forbidden(contact, aim));
  if (status === 404) {
    const { code, message } = missing(contact, aim);
    return error(code, message);
  }
  if (status === 409) {
    return error(
      "conflict",
      `${named(contact)} cannot ${aim.action} (409): something of that name or identifier exists already. Remove it in Plex, or choose another name.`,
    );
  }
  if (status === 414 || status === 431) {
    return error(
      "rejected",
      `${named(contact)} refused to ${aim.action} (${status}): a text is too long for Plex's interface, and the same will be refused again. Shorten the details of the scene in Stash, or leave this field out of what is pushed.`,
    );
  }
  if (status === 429) {
    return error(
      "too-many",
      `${named(contact)} was asked too often (429). It is asked again later; if this repeats, lower PLEX_MAX_EDITS_PER_SECOND.`,
    );
  }
  if (status === 503) {
    return error(
      "starting",
      `${named(contact)} is starting, migrating its database or busy (503). Wait until it is ready; it is asked again by itself. If this lasts, look into Plex's log, and check that PLEX_URL leads to Plex.`,
    );
  }
  if (status >= 500) {
    return error(
      "server-error",
      `${named(contact)} could not ${aim.action}: it answered with an error of the server (${status}). If a proxy stands in front, Plex itself may be down: check that it runs, and look into its log.`,
    );
  }
  return rejected(contact, aim, status);
}
