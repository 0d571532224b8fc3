/** A key or token that stays with us: it is used again without ever going back into a page. */
export interface KeptSecret {
  readonly value: string;
  /** The only server that may be sent it; null while it has not been accepted by any. */
  readonly origin: string | null;
}

export const originOf = (address: string): string => new URL(address).origin;

/**
 * What is sent to an address: what was entered, else the kept one, unless that belongs to another server. Else a changed
 * address would be enough to be sent the key.
 */
export function secretFor(
  address: string,
  entered: string,
  kept: KeptSecret | null,
): KeptSecret | null {
  if (entered !== "") return { value: entered, origin: null };
  if (kept === null) return null;
  return kept.origin === null || kept.origin === originOf(address) ? kept : null;
}
