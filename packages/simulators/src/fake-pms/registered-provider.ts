import type { PlexImage, PlexMetadata } from "@stash2plex/shared/plex";

import {
  checkExtras,
  checkImages,
  checkMatch,
  checkMetadata,
  checkRoot,
  type CheckedAnswer,
} from "./contract-check.ts";
import type { Exchange, ExchangeLog } from "./exchange-log.ts";
import type { UncertainReadings } from "./fake-pms-options.ts";
import { matchBody, type TypedSearch } from "./match-body.ts";
import { pictureViolations } from "./picture-check.ts";
import type { ItemProblem, PmsItem } from "./pms-item.ts";
import { appendKey, type ProviderConnection, type ProviderRequest } from "./provider-connection.ts";

/** A value of the provider, or why there is none. */
export type Answer<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: ItemProblem };

/** A provider as PMS knows it after "Add Provider": its root is cached until it is registered again (fact 8). */
export interface RegisteredProvider {
  readonly url: string;
  readonly identifier: string;
  readonly title: string;
  match(item: PmsItem, manual: boolean | TypedSearch): Promise<Answer<readonly PlexMetadata[]>>;
  metadata(ratingKey: string): Promise<Answer<PlexMetadata>>;
  extras(metadata: PlexMetadata): Promise<Answer<null>>;
  images(metadata: PlexMetadata): Promise<Answer<readonly PlexImage[]>>;
  /** Fetches one picture by HEAD and GET; resolves with its bytes, or null where there is none. */
  picture(url: string): Promise<Uint8Array | null>;
}

export interface ProviderContext {
  readonly connection: ProviderConnection;
  readonly log: ExchangeLog;
  readonly readings: UncertainReadings;
  readonly language: string;
  readonly country: string;
  /** Takes violations down; throws when the first one shall end the run. */
  readonly onViolations: (violations: readonly string[]) => void;
  readonly signal?: AbortSignal | undefined;
}

type Features = Readonly<Record<"metadata" | "match", string>>;

const TEXT_IN_PROBLEM = 200;

function problemOf(during: ItemProblem["during"], exchange: Exchange): ItemProblem {
  const { status, failure, body } = exchange;
  const text = new TextDecoder().decode(body.subarray(0, TEXT_IN_PROBLEM));
  const sentence =
    status === null
      ? `The provider did not answer: ${failure ?? "unknown reason"}.`
      : `The provider answered ${status}: ${text}`;
  return { during, status, sentence };
}

async function exchangeWith(context: ProviderContext, request: ProviderRequest): Promise<Exchange> {
  const exchange = await context.connection.send({ ...request, signal: context.signal });
  context.log.add(exchange);
  return exchange;
}

/** Query of the real extras call of PMS 1.43.4 (docs/reference/plex-contract.md, section 6). */
function extrasQuery({ language, country }: ProviderContext): string {
  return `?updating=1&X-Plex-Container-Size=50&X-Plex-Container-Start=0&X-Plex-Country=${country}&X-Plex-Language=${language}`;
}

function answerOf<T>(
  context: ProviderContext,
  during: ItemProblem["during"],
  exchange: Exchange,
  checked: CheckedAnswer<T>,
): Answer<T> {
  context.onViolations(checked.violations);
  if (checked.value !== null) return { ok: true, value: checked.value };
  return { ok: false, problem: problemOf(during, exchange) };
}

/** Which requests there are; every one is checked against the contract and taken down. */
function createProvider(
  context: ProviderContext,
  about: { readonly url: string; readonly identifier: string; readonly title: string },
  features: Features,
): RegisteredProvider {
  const { identifier, url } = about;
  const locale = { "x-plex-language": context.language, "x-plex-country": context.country };
  const addressOf = (key: string): string => appendKey(url, key, context.readings.trailingSlash);

  return {
    ...about,
    async match(item, manual) {
      const exchange = await exchangeWith(context, {
        purpose: "match",
        method: "POST",
        url: addressOf(features.match),
        headers: locale,
        body: matchBody(item, context.readings, manual),
      });
      const checked = checkMatch(exchange, identifier, manual !== false);
      const answer = answerOf(context, "match", exchange, checked);
      if (!answer.ok) return answer;
      // The schema has said that the fields are as the type says.
      return { ok: true, value: (answer.value.MediaContainer.Metadata ?? []) as PlexMetadata[] };
    },
    async metadata(ratingKey) {
      const exchange = await exchangeWith(context, {
        purpose: "metadata",
        method: "GET",
        url: addressOf(`${features.metadata}/${ratingKey}`),
        headers: locale,
      });
      const checked = checkMetadata(exchange, identifier, ratingKey);
      const answer = answerOf(context, "metadata", exchange, checked);
      if (!answer.ok) return answer;
      return { ok: true, value: answer.value.MediaContainer.Metadata?.[0] as PlexMetadata };
    },
    async extras(metadata) {
      const exchange = await exchangeWith(context, {
        purpose: "extras",
        method: "GET",
        url: addressOf(`${metadata.key}/extras${extrasQuery(context)}`),
      });
      const answer = answerOf(context, "extras", exchange, checkExtras(exchange, identifier));
      return answer.ok ? { ok: true, value: null } : answer;
    },
    async images(metadata) {
      const exchange = await exchangeWith(context, {
        purpose: "images",
        method: "GET",
        url: addressOf(`${metadata.key}/images`),
        headers: locale,
      });
      const answer = answerOf(context, "images", exchange, checkImages(exchange, identifier));
      if (!answer.ok) return answer;
      return { ok: true, value: (answer.value.MediaContainer.Image ?? []) as PlexImage[] };
    },
    async picture(address) {
      const request = { purpose: "picture", url: address, headers: { accept: "image/*" } } as const;
      const head = await exchangeWith(context, { ...request, method: "HEAD" });
      const get = await exchangeWith(context, { ...request, method: "GET" });
      context.onViolations(pictureViolations(head, get));
      return get.status === 200 ? get.body : null;
    },
  };
}

/**
 * "Add Provider": reads the root of exactly this URL, no slash added (docs/reference/plex-contract.md, fact 7).
 *
 * @throws Error in words when the provider cannot be reached or its document is wrong
 */
export async function registerProvider(
  url: string,
  context: ProviderContext,
): Promise<RegisteredProvider> {
  const exchange = await exchangeWith(context, {
    purpose: "root",
    method: "GET",
    url: `${url}?includePreferences=1`,
  });
  const { value, violations } = checkRoot(exchange);
  context.onViolations(violations);
  if (value === null) {
    const reason = violations.join(" ") || problemOf("metadata", exchange).sentence;
    throw new Error(`The provider at ${url} cannot be added: ${reason}`);
  }
  const { identifier, title, Feature } = value.MediaProvider;
  const keyOf = (type: string): string => Feature.find((entry) => entry.type === type)?.key ?? "";
  const features = { metadata: keyOf("metadata"), match: keyOf("match") };
  return createProvider(context, { url, identifier, title }, features);
}
