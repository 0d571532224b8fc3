import {
  buildSchema,
  type DocumentNode,
  execute,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  parse,
  validate,
} from "graphql";

import { featuresOf, schemaText } from "./schema.ts";

export interface GraphqlReply {
  readonly status: number;
  readonly body: unknown;
  /** Name of the operation, or its first root field. */
  readonly operation: string;
}

export interface GraphqlEndpoint {
  run(text: string, root: object): Promise<GraphqlReply>;
}

type Checked =
  | { readonly document: DocumentNode; readonly operation: string }
  | { readonly errors: readonly GraphQLError[]; readonly code: string };

const failed = (status: number, message: string, code: string): GraphqlReply => ({
  status,
  body: { errors: [{ message, extensions: { code } }], data: null },
  operation: "invalid",
});

function operationName(document: DocumentNode): string {
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const [first] = definition.selectionSet.selections;
    return definition.name?.value ?? (first?.kind === Kind.FIELD ? first.name.value : "unnamed");
  }
  return "unnamed";
}

function check(schema: GraphQLSchema, query: string): Checked {
  try {
    const document = parse(query);
    const errors = validate(schema, document);
    return errors.length > 0
      ? { errors, code: "GRAPHQL_VALIDATION_FAILED" }
      : { document, operation: operationName(document) };
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return { errors: [error], code: "GRAPHQL_PARSE_FAILED" };
  }
}

interface Asked {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

function readBody(text: string): Asked | null {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body !== "object" || body === null || Array.isArray(body)) return null;
    const { query, variables } = body as { query?: unknown; variables?: unknown };
    if (typeof query !== "string") return null;
    const isMap = typeof variables === "object" && variables !== null;
    return { query, variables: isMap ? (variables as Record<string, unknown>) : {} };
  } catch {
    return null;
  }
}

/** Nothing is run unless the whole document fits the schema of this version (docs/reference/stash.md, 2.9). */
export function createGraphqlEndpoint(version: string): GraphqlEndpoint {
  const schema = buildSchema(schemaText(featuresOf(version)));
  const known = new Map<string, Checked>();
  return {
    async run(text, root) {
      const asked = readBody(text);
      if (asked === null)
        return failed(400, `json request body could not be decoded: body:${text}`, "");
      const checked = known.get(asked.query) ?? check(schema, asked.query);
      if (known.size < 500) known.set(asked.query, checked);
      if ("errors" in checked) {
        return failed(422, checked.errors[0]?.message ?? "invalid", checked.code);
      }
      const { document, operation } = checked;
      const result = await execute({
        schema,
        document,
        rootValue: root,
        variableValues: asked.variables,
      });
      const isRejected = result.errors !== undefined && !("data" in result);
      return { status: isRejected ? 422 : 200, body: result, operation };
    },
  };
}
