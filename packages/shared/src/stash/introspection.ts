import { getIntrospectionQuery, type IntrospectionQuery } from "graphql";

import { createStashConnection, type StashConnectionOptions } from "./connection.ts";
import { createStashSession } from "./stash-session.ts";
import type { StashVersion } from "./version.ts";

/** A server's version and its description of itself. */
export interface ServerSchema {
  readonly version: StashVersion;
  readonly introspection: IntrospectionQuery;
}

/**
 * Asks a Stash for its schema.
 *
 * @throws StashError, never another error.
 */
export async function readServerSchema(options: StashConnectionOptions): Promise<ServerSchema> {
  const connection = createStashConnection(options);
  const session = createStashSession(connection);
  try {
    const version = await session.version.current();
    const query = getIntrospectionQuery({ descriptions: false, inputValueDeprecation: false });
    const call = { document: query, variables: {} };
    const { data, faults } = await session.transport.send<IntrospectionQuery, object>(call);
    if (data === null) throw await session.judge(faults, undefined);
    return { version, introspection: data };
  } finally {
    await connection.close();
  }
}
