/** Address of a picture in an answer, reduced to what we keep of it. */
const queryOf = (address: string): URLSearchParams => {
  const mark = address.indexOf("?");
  return new URLSearchParams(mark === -1 ? "" : address.slice(mark + 1));
};

/**
 * The version of a picture: the `t` of its address, which moves with its owner. The host in the address is the one by
 * which we called, or a public one, and is never used (docs/reference/stash.md, fact 19 and 3.3).
 *
 * @returns null when there is no picture, that is no address or one with `default=true`; "0" without a `t`.
 */
export function imageVersionOf(address: string | null): string | null {
  if (address === null || address === "") return null;
  const query = queryOf(address);
  if (query.get("default") === "true") return null;
  return query.get("t") ?? "0";
}

/** The version of a scene's cover; whether there is one, its address does not tell (docs/reference/stash.md, 3.3). */
export function coverVersionOf(address: string | null): string {
  return queryOf(address ?? "").get("t") ?? "0";
}
