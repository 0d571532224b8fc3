import { StashError } from "./errors.ts";
import { ServerStatusDocument } from "./generated/operations.ts";
import type { AnswerFault, GraphqlCall, GraphqlTransport } from "./graphql-transport.ts";
import { named, notGraphql, type StashContact } from "./http-failure.ts";

/** Asks one question and wants its data: an answer with errors rejects. */
export type GraphqlAsk = <Data, Variables extends object>(
  call: GraphqlCall<Data, Variables>,
) => Promise<Data>;

/** Turns the errors of an answer into one of ours, after asking Stash how it is. */
export type FaultJudge = (
  faults: readonly AnswerFault[],
  signal: AbortSignal | undefined,
) => Promise<StashError>;

/** A resolver that found no database panics with this (docs/reference/stash.md, fact 21). */
const isInternal = ({ message }: AnswerFault): boolean =>
  message.startsWith("Internal system error");

/** SQLite while a scan or a migration writes: the same question works a moment later. */
const isPassing = ({ message }: AnswerFault): boolean =>
  /database is locked|database table is locked|context (?:canceled|deadline)/i.test(message);

const setupNeeded = (contact: StashContact): StashError =>
  new StashError(
    "setup-needed",
    `${named(contact)} was never set up. Open that address in a browser and finish Stash's set-up.`,
  );

const migrationNeeded = (contact: StashContact): StashError =>
  new StashError(
    "migration-needed",
    `${named(contact)} waits for the migration of its database. Open that address in a browser and let Stash migrate.`,
  );

const answerError = (contact: StashContact, faults: readonly AnswerFault[]): StashError =>
  new StashError(
    "answer-error",
    `${named(contact)} answered a question with an error of its own. Look for it in Stash's log (Settings > Logs).`,
    faults.some(isPassing),
  );

export function createFaultJudge(transport: GraphqlTransport, contact: StashContact): FaultJudge {
  const statusNow = async (signal: AbortSignal | undefined): Promise<string | undefined> => {
    const { data } = await transport.send({
      document: ServerStatusDocument,
      variables: {},
      signal,
    });
    return data?.systemStatus.status;
  };
  return async (faults, signal) => {
    const status = faults.some(isInternal) ? await statusNow(signal) : undefined;
    if (status === "SETUP") return setupNeeded(contact);
    if (status === "NEEDS_MIGRATION") return migrationNeeded(contact);
    return answerError(contact, faults);
  };
}

export function createGraphqlAsk(
  transport: GraphqlTransport,
  judge: FaultJudge,
  contact: StashContact,
): GraphqlAsk {
  return async (call) => {
    const { data, faults } = await transport.send(call);
    // A null beside an error says nothing about what is there (docs/reference/stash.md, fact 21).
    if (faults.length > 0) throw await judge(faults, call.signal);
    if (data === null) throw notGraphql(contact, "an empty answer");
    return data;
  };
}
