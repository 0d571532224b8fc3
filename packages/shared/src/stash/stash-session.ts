import type { TypedDocumentNode } from "@graphql-typed-document-node/core";

import { capabilitiesOf, type StashCapabilities } from "./capabilities.ts";
import type { StashConnection } from "./connection.ts";
import { documentsFor, type StashDocuments } from "./documents.ts";
import { StashError, type StashErrorCode } from "./errors.ts";
import {
  createFaultJudge,
  createGraphqlAsk,
  type FaultJudge,
  type GraphqlAsk,
} from "./graphql-ask.ts";
import { createGraphqlTransport, type GraphqlTransport } from "./graphql-transport.ts";
import { untilAborted } from "./until-aborted.ts";
import { createVersionMemory, type VersionMemory } from "./version-memory.ts";

/** Picks the document for the Stash at the other end. */
export type Choose<Data, Variables> = (
  documents: StashDocuments,
) => TypedDocumentNode<Data, Variables>;

/** Questions to one Stash, in the words of its version. */
export interface StashSession {
  /** Asks with the document of the version; asks once more where Stash turns out to be another one than it was. */
  readonly ask: <Data, Variables extends object>(
    choose: Choose<Data, Variables>,
    variables: Variables,
    signal: AbortSignal | undefined,
  ) => Promise<Data>;
  readonly documents: (signal: AbortSignal | undefined) => Promise<StashDocuments>;
  readonly transport: GraphqlTransport;
  readonly judge: FaultJudge;
  readonly version: VersionMemory;
}

/** After these, another Stash may answer: it was away, or its database is being changed. */
const awayCodes: ReadonlySet<StashErrorCode> = new Set<StashErrorCode>([
  "unreachable",
  "cut",
  "server-error",
  "setup-needed",
  "migration-needed",
  "validation",
]);

const forgetting = (
  version: () => VersionMemory,
  transport: GraphqlTransport,
): GraphqlTransport => ({
  send: async (call) => {
    try {
      return await transport.send(call);
    } catch (error) {
      if (error instanceof StashError && awayCodes.has(error.code)) version().forget();
      throw error;
    }
  },
});

const sameWords = (one: StashCapabilities, other: StashCapabilities): boolean =>
  one.groups === other.groups && one.findFile === other.findFile;

export function createStashSession(connection: StashConnection): StashSession {
  const transport = forgetting(() => version, createGraphqlTransport(connection));
  const judge = createFaultJudge(transport, connection.contact);
  const askOne: GraphqlAsk = createGraphqlAsk(transport, judge, connection.contact);
  const version: VersionMemory = createVersionMemory(askOne);

  const capabilities = async (signal: AbortSignal | undefined): Promise<StashCapabilities> =>
    capabilitiesOf(await untilAborted(version.current(), signal));

  const ask: StashSession["ask"] = async (choose, variables, signal) => {
    const before = await capabilities(signal);
    try {
      return await askOne({ document: choose(documentsFor(before)), variables, signal });
    } catch (error) {
      if (!(error instanceof StashError) || error.code !== "validation") throw error;
      const now = await capabilities(signal);
      if (sameWords(before, now)) throw error;
      return askOne({ document: choose(documentsFor(now)), variables, signal });
    }
  };
  return {
    ask,
    documents: async (signal) => documentsFor(await capabilities(signal)),
    transport,
    judge,
    version,
  };
}
