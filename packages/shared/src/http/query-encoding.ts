/** Names and values, encoded when the request is made. */
export type Query = readonly (readonly [name: string, value: string | number])[];

/**
 * Encodes one name or value of a query. Halves of surrogate pairs, which databases can hold, become the replacement
 * character: they cannot be encoded. The apostrophe is encoded here because URLs would encode it later.
 */
export function encodeQueryValue(value: string | number): string {
  return encodeURIComponent(String(value).toWellFormed()).replaceAll("'", "%27");
}

/** The query as it is sent; pure ASCII, so that its length is its size in bytes. */
export function encodeQuery(query: Query): string {
  return query
    .map(([name, value]) => `${encodeQueryValue(name)}=${encodeQueryValue(value)}`)
    .join("&");
}
