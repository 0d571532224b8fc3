import { buildClientSchema, type IntrospectionQuery, validate } from "graphql";

import { namedDocumentsFor } from "./documents.ts";
import type { StashVersion } from "./version.ts";

/** One of our documents against the schema of a server. */
export interface CheckedOperation {
  readonly name: string;
  /** Empty when the server understands it. */
  readonly problems: readonly string[];
}

/**
 * Validates every document that a Stash of this version would be sent.
 *
 * @param introspection the server's answer to an introspection query without `inputValueDeprecation`: with it, Stash
 *   describes a schema that contradicts itself, which is also why the schema is taken as it is.
 */
export function checkOperations(
  introspection: IntrospectionQuery,
  version: StashVersion,
): readonly CheckedOperation[] {
  const schema = buildClientSchema(introspection, { assumeValid: true });
  return [...namedDocumentsFor(version)].map(([name, document]) => ({
    name,
    problems: validate(schema, document).map(({ message }) => message),
  }));
}
