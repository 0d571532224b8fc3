import { print } from "graphql";

import type { StashTrigger } from "./api.ts";
import { JobChangesDocument, ScanCompleteDocument } from "./generated/operations.ts";

/** Sub-protocol of the web socket; anything else makes Stash speak an older one (docs/reference/stash.md, 2.7). */
export const subscriptionProtocol = "graphql-transport-ws";

const subscribe = (id: string, query: string): string =>
  JSON.stringify({ id, type: "subscribe", payload: { query } });

/** What we say on the socket. */
export const outgoing = {
  init: JSON.stringify({ type: "connection_init", payload: {} }),
  ping: JSON.stringify({ type: "ping" }),
  pong: JSON.stringify({ type: "pong" }),
  subscriptions: [
    subscribe("scans", print(ScanCompleteDocument)),
    subscribe("jobs", print(JobChangesDocument)),
  ],
} as const;

/** What Stash said on the socket, as far as we care. */
export type IncomingMessage =
  | { readonly kind: "acknowledged" | "ping" | "other" }
  | { readonly kind: "refused"; readonly subscription: string }
  | { readonly kind: "trigger"; readonly trigger: StashTrigger };

type Json = Readonly<Record<string, unknown>>;

const other: IncomingMessage = { kind: "other" };

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null;

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const triggerIn = (data: Json): IncomingMessage => {
  if (data.scanCompleteSubscribe === true) {
    return { kind: "trigger", trigger: { kind: "scan-complete" } };
  }
  const change = data.jobsSubscribe;
  if (!isObject(change) || change.type !== "REMOVE") return other;
  const job = change.job;
  const description = isObject(job) && typeof job.description === "string" ? job.description : "";
  return { kind: "trigger", trigger: { kind: "job-ended", description } };
};

/** Reads one message of the socket; whatever is not understood is `other`. */
export function readMessage(text: string): IncomingMessage {
  const message = parse(text);
  if (!isObject(message)) return other;
  const { type, payload } = message;
  if (type === "connection_ack") return { kind: "acknowledged" };
  if (type === "ping") return { kind: "ping" };
  if (type === "error") return { kind: "refused", subscription: String(message.id) };
  const data = isObject(payload) ? payload.data : null;
  return type === "next" && isObject(data) ? triggerIn(data) : other;
}
