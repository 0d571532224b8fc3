import {
  emptyContainerSchema,
  imagesContainerSchema,
  matchContainerSchema,
  metadataContainerSchema,
  providerRootSchema,
  type ProviderRoot,
} from "@stash2plex/shared/plex";
import * as z from "zod";

import type { Exchange } from "./exchange-log.ts";

/** An answer after the check of the contract: its value, and every rule it breaks as a sentence. */
export interface CheckedAnswer<T> {
  /** null when the answer cannot be used. */
  readonly value: T | null;
  readonly violations: readonly string[];
}

type Schema<T> = z.ZodType<T>;

interface Expectation {
  /** Error statuses that are an answer in the contract's sense. */
  readonly allowed: readonly number[];
  readonly otherwise: string;
}

const TRANSIENT = [500, 502, 503, 504];
const JSON_TYPE = /^application\/json\b/i;

/** The request as a reader recognises it. */
function nameOf({ method, url }: Exchange): string {
  const { pathname, search } = new URL(url);
  return `${method} ${pathname}${search}`;
}

function jsonOf(exchange: Exchange): { readonly value: unknown; readonly problem: string | null } {
  const type = exchange.responseHeaders["content-type"] ?? "nothing";
  if (!JSON_TYPE.test(type))
    return { value: undefined, problem: `content type is ${type}, not JSON` };
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(exchange.body);
    return { value: JSON.parse(text), problem: null };
  } catch {
    return { value: undefined, problem: "the body is not valid JSON in UTF-8" };
  }
}

function schemaProblems(error: z.ZodError): string[] {
  return error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.map(String).join(".")}: ${message}`,
  );
}

function checkJson<T>(
  exchange: Exchange,
  schema: Schema<T>,
  expected: Expectation,
): CheckedAnswer<T> {
  const name = nameOf(exchange);
  // No answer at all is trouble of the network, not a breach of the contract.
  if (exchange.status === null) return { value: null, violations: [] };
  const { value, problem } = jsonOf(exchange);
  const violations = problem === null ? [] : [`${name}: ${problem}.`];
  if (exchange.status !== 200) {
    const isAllowed = expected.allowed.includes(exchange.status);
    if (!isAllowed) violations.push(`${name}: status ${exchange.status}; ${expected.otherwise}.`);
    return { value: null, violations };
  }
  if (problem !== null) return { value: null, violations };
  const parsed = schema.safeParse(value);
  if (parsed.success) return { value: parsed.data, violations };
  return {
    value: null,
    violations: schemaProblems(parsed.error).map((text) => `${name}: ${text}.`),
  };
}

/** The registration document is checked under the identifier that it claims itself. */
export function checkRoot(exchange: Exchange): CheckedAnswer<ProviderRoot> {
  const claim = z.object({ MediaProvider: z.object({ identifier: z.string() }) });
  const identifier = claim.safeParse(jsonOf(exchange).value).data?.MediaProvider.identifier ?? "";
  const schema = providerRootSchema(identifier, new URL(exchange.url).pathname);
  const answer = checkJson(exchange, schema, {
    allowed: [],
    otherwise: "adding a provider needs its document",
  });
  if (answer.value === null) return { value: null, violations: answer.violations };
  const { MediaProvider } = answer.value;
  const version = MediaProvider.version ?? "";
  return { value: { MediaProvider: { ...MediaProvider, version } }, violations: answer.violations };
}

export type MatchAnswer = z.infer<ReturnType<typeof matchContainerSchema>>;
export type MetadataAnswer = z.infer<ReturnType<typeof metadataContainerSchema>>;
export type ImagesAnswer = z.infer<ReturnType<typeof imagesContainerSchema>>;

/** @param manual several results are for a person to choose from; a scan gets one or none (4.3) */
export function checkMatch(
  exchange: Exchange,
  identifier: string,
  manual: boolean,
): CheckedAnswer<MatchAnswer> {
  const answer = checkJson(exchange, matchContainerSchema(identifier), {
    allowed: TRANSIENT,
    otherwise: "a match without a result is 200 with an empty container",
  });
  const results = answer.value?.MediaContainer.size ?? 0;
  if (manual || results <= 1) return answer;
  const sentence = `${nameOf(exchange)}: ${results} results for an automatic match, of which PMS would take the first.`;
  return { ...answer, violations: [...answer.violations, sentence] };
}

/** @param ratingKey the one that was asked for */
export function checkMetadata(
  exchange: Exchange,
  identifier: string,
  ratingKey: string,
): CheckedAnswer<MetadataAnswer> {
  const answer = checkJson(exchange, metadataContainerSchema(identifier), {
    allowed: [404, ...TRANSIENT],
    otherwise: "metadata is 200, 404 for an unknown item, or a transient 5xx",
  });
  const answered = answer.value?.MediaContainer.Metadata?.[0]?.ratingKey ?? ratingKey;
  if (answered === ratingKey) return answer;
  const sentence = `${nameOf(exchange)}: answered with ${answered}.`;
  return { value: null, violations: [...answer.violations, sentence] };
}

export function checkImages(exchange: Exchange, identifier: string): CheckedAnswer<ImagesAnswer> {
  return checkJson(exchange, imagesContainerSchema(identifier), {
    allowed: [404, ...TRANSIENT],
    otherwise: "images are 200 with `Image[]`",
  });
}

/** A 404 would make PMS drop the extras it holds (fact 17). */
export function checkExtras(exchange: Exchange, identifier: string): CheckedAnswer<unknown> {
  return checkJson(exchange, emptyContainerSchema(identifier), {
    allowed: TRANSIENT,
    otherwise: "extras are 200 with an empty container, or PMS drops the extras it holds",
  });
}
