import { eventOfHook } from "@stash2plex/shared/events";

import type { Reply } from "./command.js";
import { type ProviderAddress } from "./provider-address.js";
import { hookContextOf } from "./run-hook.js";

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

/** A recorded document of Stash, or only its hook context. */
const contextOf = (document: unknown): unknown =>
  hookContextOf(document) ?? (isObject(document) ? (document.hookContext ?? document) : undefined);

/** Says what a hook would do with what is in the file, and does nothing. */
export function previewHook(text: string, provider: ProviderAddress | null): Reply {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return { lines: [], error: "The file holds no JSON document." };
  }
  const event = eventOfHook(contextOf(document));
  if (event === null)
    return {
      lines: ["Nothing: this is no hook, or one that concerns nothing in Plex."],
      data: { event: null },
    };
  const to =
    provider === null || provider.url === ""
      ? "kept in the spool, and worked on by the worker"
      : `sent to ${provider.url}`;
  return {
    lines: [
      `${event.type} of ${event.id}: ${event.fields === undefined ? "anything may have changed" : `sent were ${event.fields.join(", ")}`}`,
      `It would be ${to}.`,
    ],
    data: { event, provider: provider?.url ?? null },
  };
}
