import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { type DocumentNode, print } from "graphql";
import { GraphQLClient } from "graphql-request";

import type { StashConnection } from "./connection.ts";
import { StashError } from "./errors.ts";
import { notGraphql } from "./http-failure.ts";

/** One entry of `errors`. The message may repeat values of ours: it is judged, never shown. */
export interface AnswerFault {
  readonly message: string;
}

/** An answer as it came: data beside errors, or one of them. */
export interface RawAnswer<Data> {
  readonly data: Data | null;
  readonly faults: readonly AnswerFault[];
}

export interface GraphqlCall<Data, Variables extends object> {
  readonly document: TypedDocumentNode<Data, Variables> | string;
  readonly variables: Variables;
  readonly signal?: AbortSignal | undefined;
}

/** Sends documents to `/graphql`. Rejects with `StashError` and nothing else. */
export interface GraphqlTransport {
  /** Errors of resolvers are part of the answer. */
  send<Data, Variables extends object>(
    call: GraphqlCall<Data, Variables>,
  ): Promise<RawAnswer<Data>>;
}

/** A page of 1,000 scenes is about 1 MB; nothing we ask comes near this. */
const maxAnswerBytes = 64 * 1_048_576;

const faultOf = (error: unknown): AnswerFault => ({
  message:
    typeof error === "object" && error !== null && "message" in error ? String(error.message) : "",
});

/**
 * GraphQL over a connection. The library only builds the request and reads the answer: statuses, content types, size
 * and deadline are judged before it sees them, because its own errors hold query, variables and body.
 */
export function createGraphqlTransport(connection: StashConnection): GraphqlTransport {
  const { contact } = connection;
  const viaConnection: typeof globalThis.fetch = async (_input, init) => {
    const answer = await connection.send({
      method: "POST",
      path: "graphql",
      // Anything else turns validation errors into status 400 (docs/reference/stash.md, 2.9).
      accept: "application/json",
      body: typeof init?.body === "string" ? init.body : "",
      maxBytes: maxAnswerBytes,
      signal: init?.signal ?? undefined,
    });
    if (answer.contentType !== "application/json") {
      throw notGraphql(contact, answer.contentType === "text/html" ? "a web page" : "something");
    }
    return new Response(answer.bytes, { headers: { "content-type": answer.contentType } });
  };
  const client = new GraphQLClient(new URL("graphql", connection.base.url).href, {
    fetch: viaConnection,
    errorPolicy: "all",
    // Each document holds one operation; its name is in the text.
    excludeOperationName: true,
  });
  const texts = new WeakMap<object, string>();
  const textOf = (document: DocumentNode | string): string => {
    if (typeof document === "string") return document;
    const text = texts.get(document) ?? print(document);
    texts.set(document, text);
    return text;
  };
  const send = async <Data, Variables extends object>(
    call: GraphqlCall<Data, Variables>,
  ): Promise<RawAnswer<Data>> => {
    const { document, variables, signal } = call;
    try {
      const answer = await client.rawRequest<Data>({
        query: textOf(document),
        variables,
        ...(signal === undefined ? {} : { signal }),
      });
      return { data: answer.data ?? null, faults: (answer.errors ?? []).map(faultOf) };
    } catch (error) {
      if (error instanceof StashError) throw error;
      throw notGraphql(contact, "something that is not JSON as expected");
    }
  };
  return { send };
}
