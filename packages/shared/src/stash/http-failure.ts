import { StashError } from "./errors.ts";

/** Whom a sentence is about. */
export interface StashContact {
  /** STASH_URL as it may be shown. */
  readonly shown: string;
  readonly keySent: boolean;
}

/** What is looked at of an answer that is not 200. */
export interface RefusedAnswer {
  readonly status: number;
  readonly location: string | null;
  /** Beginning of the body; judged, never shown. */
  readonly text: string;
}

export const named = ({ shown }: StashContact): string => `Stash at STASH_URL (${shown})`;

const unauthorized = (contact: StashContact): StashError =>
  new StashError(
    "unauthorized",
    contact.keySent
      ? `${named(contact)} refused the API key (401). Either STASH_API_KEY is not the key that Stash shows under Settings > Security, or this Stash has no key at all: then leave STASH_API_KEY empty.`
      : `${named(contact)} asks for a key (401), and none was sent. Copy the API key that Stash shows under Settings > Security into STASH_API_KEY.`,
  );

const hostOf = (location: string, base: string): string => {
  const target = URL.parse(location, base);
  return target === null ? "another address" : target.origin;
};

const redirected = (contact: StashContact, location: string): StashError => {
  const path = URL.parse(location, contact.shown)?.pathname ?? "";
  if (/\/(?:login|signin|sign_in|auth)\b/i.test(path)) {
    const remedy = contact.keySent
      ? "Check STASH_API_KEY; if a proxy with its own login stands in front of Stash, give an address behind it as STASH_URL."
      : "Copy the API key that Stash shows under Settings > Security into STASH_API_KEY.";
    return new StashError("login-redirect", `${named(contact)} sent us to a login page. ${remedy}`);
  }
  return new StashError(
    "not-graphql",
    `${named(contact)} redirects to ${hostOf(location, contact.shown)}, and redirects are not followed, so that the key goes nowhere else. Put the address that answers into STASH_URL.`,
  );
};

const forbidden = (contact: StashContact, text: string): StashError =>
  new StashError(
    "tripwire",
    /public internet/i.test(text)
      ? `${named(contact)} has locked itself (403): it was reached from the internet while it had no password. Set a user name and password in Stash, remove the line security_tripwire_accessed_from_public_internet from its config.yml, and restart it; then set STASH_API_KEY.`
      : `${named(contact)} forbids the request (403). Allow this machine in Stash or in the proxy in front of it, or give a STASH_URL that does not pass the proxy.`,
  );

const serverError = (contact: StashContact, status: number): StashError =>
  new StashError(
    "server-error",
    `${named(contact)} answered with an error of the server (${status}). If a proxy stands in front, Stash itself may be down: check that it runs, and look into its log.`,
  );

export const notGraphql = (contact: StashContact, what: string): StashError =>
  new StashError(
    "not-graphql",
    `${named(contact)} answered ${what} instead of Stash's interface. Check host, port and sub-path of STASH_URL: it is the address at which Stash opens in a browser.`,
  );

/** Messages of the validator that name only parts of the schema, never values (docs/reference/stash.md, 2.9). */
const harmless =
  /^(?:Cannot query field|Unknown argument|Unknown type|Field) "\w+"(?: on (?:type|field) "[\w.]+")?/;

const validation = (contact: StashContact, text: string): StashError => {
  const messages = /"message"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(text);
  const detail = harmless.exec((messages?.[1] ?? "").replaceAll('\\"', '"'))?.[0];
  const reason = detail === undefined ? "" : ` (${detail})`;
  return new StashError(
    "validation",
    `${named(contact)} does not understand a question of this program${reason}. Update Stash, or this program; \`pnpm stash:check --url\` with that address lists what does not fit.`,
  );
};

/**
 * The error for an answer with a status other than 200.
 *
 * @see docs/reference/stash.md, 2.9, 3.1, 3.2 and 3.4
 */
export function failureOf(contact: StashContact, answer: RefusedAnswer): StashError {
  const { status, location, text } = answer;
  if (status === 401) return unauthorized(contact);
  if (status === 403) return forbidden(contact, text);
  if (status >= 300 && status < 400) return redirected(contact, location ?? "");
  if (status === 422) return validation(contact, text);
  if (status >= 500 || status === 429) return serverError(contact, status);
  return notGraphql(contact, `status ${status}`);
}
