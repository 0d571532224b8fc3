import type { Request, RequestHandler, Response } from "express";

import { isSameSecret, tokenOf, type FailureLimit } from "../admin/token.ts";
import { readStashCommand, type StashCommand } from "./stash-command.ts";
import { replyText, type StashReply } from "./stash-reply.ts";

export interface StashBoxDeps {
  readonly apiToken: string | null;
  readonly failureLimit: FailureLimit;
  /** Does what was asked; `watch` is the address of the page, as the caller reaches it. Answers within 10 s. */
  readonly run: (command: StashCommand, watch: string) => Promise<StashReply>;
  /** Address by which the caller came. */
  readonly addressOf: (request: Request) => string;
}

/** The one shape that Stash understands: what a stash-box says of the user. */
const sendReply = (response: Response, reply: StashReply): void => {
  response.json({ data: { me: { name: replyText(reply).toWellFormed() } } });
};

/**
 * Stash shows the message of a GraphQL error whole, and only with status 200: another status buries it in a dump of the
 * answer (docs/reference/stash.md, 4.14). Words such as "invalid character" would become "Malformed API key".
 */
const refuse = (response: Response, message: string): void => {
  response.json({ errors: [{ message }], data: null });
};

const tokenProblem = (
  request: Request,
  { apiToken, failureLimit }: StashBoxDeps,
): string | null => {
  if (apiToken === null) return null;
  const address = request.socket.remoteAddress ?? "";
  if (failureLimit.isBlocked(address))
    return "Too many wrong tokens came from here. Try again in a minute.";
  const token = tokenOf(request);
  if (token !== null && isSameSecret(token, apiToken)) return null;
  if (token !== null) failureLimit.failed(address);
  return token === null
    ? "The provider has an API_TOKEN. Copy it into the plugin's setting provider_token."
    : "The token is wrong. Copy the provider's API_TOKEN into the plugin's setting provider_token.";
};

/**
 * `POST /api/stash?do=<command>`: how a script inside Stash asks, which has no HTTP of its own. Its query
 * `validateStashBoxCredentials` makes Stash post a document here, with the token as `ApiKey`, and hands back the name
 * that we answer (docs/reference/stash.md, 4.14). The document itself is always the same and says nothing.
 */
export function createStashBoxRoute(deps: StashBoxDeps): RequestHandler {
  return async (request, response) => {
    request.resume();
    const problem = tokenProblem(request, deps);
    if (problem !== null) {
      refuse(response, problem);
      return;
    }
    const command = readStashCommand(request.query);
    if (typeof command === "string") sendReply(response, { lines: [], error: command });
    else sendReply(response, await deps.run(command, `${deps.addressOf(request)}/ui`));
  };
}
