import type { IncomingMessage } from "node:http";

import { createFormTokens } from "../ui/form-token.ts";
import { createDraft, type Draft, forgetFrom, type KnownServers } from "./draft.ts";

const COOKIE = "stash2plex-setup";
const IDLE_MS = 30 * 60_000;
const MOST_SESSIONS = 8;

/** Somebody who sets up, from the code to the end. */
export interface SetupSession {
  readonly draft: Draft;
}

export interface SetupSessions {
  /** The session of a request that was used within the last half hour; being asked for counts as use. */
  of(request: IncomingMessage): SetupSession | null;
  /** Begins one; the cookie goes into the answer. */
  open(): { readonly cookie: string };
  /**
   * A token for the forms of this browser. One without a session gets a cookie for it, so that its form, too, can be
   * told from that of another site.
   */
  formToken(request: IncomingMessage): { readonly token: string; readonly cookie: string | null };
  isFormToken(request: IncomingMessage, given: string): boolean;
  /** Forgets everybody, with all that was entered. */
  close(): void;
}

const shape = /^[A-Za-z0-9_-]{43}$/;

function idOf({ headers }: IncomingMessage): string | null {
  const value = new RegExp(`(?:^|;\\s*)${COOKIE}=([^;]*)`).exec(headers.cookie ?? "")?.[1] ?? "";
  return shape.test(value) ? value : null;
}

const cookieOf = (id: string): string =>
  `${COOKIE}=${id}; Path=/ui/setup; HttpOnly; SameSite=Strict`;

/** Sessions live in this process only: none outlives a restart, and what was entered is nowhere else. */
export function createSetupSessions(deps: {
  readonly now: () => number;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly known: () => KnownServers;
}): SetupSessions {
  const { now, randomBytes } = deps;
  const tokens = createFormTokens(randomBytes);
  const randomId = (): string => Buffer.from(randomBytes(32)).toString("base64url");
  const sessions = new Map<string, { readonly session: SetupSession; usedAt: number }>();

  const drop = (id: string): void => {
    const entry = sessions.get(id);
    sessions.delete(id);
    if (entry === undefined) return;
    forgetFrom(entry.session.draft, "stash");
    entry.session.draft.login?.cancel();
  };
  const dropIdle = (): void => {
    for (const [id, { usedAt }] of sessions) if (now() - usedAt > IDLE_MS) drop(id);
  };

  return {
    of: (request) => {
      dropIdle();
      const entry = sessions.get(idOf(request) ?? "");
      if (entry === undefined) return null;
      entry.usedAt = now();
      return entry.session;
    },
    open: () => {
      dropIdle();
      const [oldest] = sessions.keys();
      if (sessions.size >= MOST_SESSIONS && oldest !== undefined) drop(oldest);
      const id = randomId();
      const session = { draft: createDraft(deps.known()) };
      sessions.set(id, { session, usedAt: now() });
      return { cookie: cookieOf(id) };
    },
    formToken: (request) => {
      const given = idOf(request);
      const id = given ?? randomId();
      return { token: tokens.issue(id), cookie: given === null ? cookieOf(id) : null };
    },
    isFormToken: (request, given) => {
      const id = idOf(request);
      return id !== null && tokens.isGenuine(given, id);
    },
    close: () => {
      for (const id of sessions.keys()) drop(id);
    },
  };
}
