/** Sub-protocol of the web socket; anything else makes Stash speak an older one (docs/reference/stash.md, 2.7). */
export const subscriptionProtocol = "graphql-transport-ws";

/** What we say on the socket beside subscriptions. */
export const outgoing = {
  init: JSON.stringify({ type: "connection_init", payload: {} }),
  ping: JSON.stringify({ type: "ping" }),
  pong: JSON.stringify({ type: "pong" }),
} as const;

export const subscribeMessage = (id: string, query: string): string =>
  JSON.stringify({ id, type: "subscribe", payload: { query } });

/** What Stash said on the socket, as far as we care. */
export type SocketMessage<News> =
  | { readonly kind: "acknowledged" | "ping" | "other" }
  | { readonly kind: "refused"; readonly subscription: string }
  | { readonly kind: "news"; readonly news: News };

export type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null;

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** Reads one message; `readData` makes news of what a subscription brought, or null. */
export function readSocketMessage<News>(
  text: string,
  readData: (data: Json) => News | null,
): SocketMessage<News> {
  const message = parse(text);
  if (!isObject(message)) return { kind: "other" };
  const { type, payload } = message;
  if (type === "connection_ack") return { kind: "acknowledged" };
  if (type === "ping") return { kind: "ping" };
  if (type === "error") return { kind: "refused", subscription: String(message.id) };
  const data = isObject(payload) ? payload.data : null;
  const news = type === "next" && isObject(data) ? readData(data) : null;
  return news === null ? { kind: "other" } : { kind: "news", news };
}
