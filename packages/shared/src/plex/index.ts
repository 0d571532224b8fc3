export {
  emptyContainerSchema,
  imagesContainerSchema,
  matchContainerSchema,
  metadataContainerSchema,
  providerRootSchema,
} from "./answer-schemas.ts";
export { containerOf, emptyContainer, type PageOfList } from "./container.ts";
export * from "./identifiers.ts";
export type * from "./match-request.ts";
export type * from "./metadata.ts";
export { parseMatchRequest, type ParsedMatchRequest } from "./parse-match-request.ts";
export { MATCH_KEY, METADATA_KEY, providerRoot, type ProviderRoot } from "./provider-root.ts";
export {
  localeOf,
  pagingOf,
  type Locale,
  type Paging,
  type RequestHeaders,
  type RequestQuery,
} from "./request-context.ts";
