import { httpAddress } from "../settings/address-kinds.ts";

export type ReadAddress =
  | { readonly ok: true; readonly address: string }
  | { readonly ok: false; readonly sentence: string };

/** An address as people type it; one without `http://` gets it. */
export function readAddress(entered: string, example: string): ReadAddress {
  if (entered === "") return { ok: false, sentence: `Enter an address, such as ${example}.` };
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(entered) ? entered : `http://${entered}`;
  const read = httpAddress(example).safeParse(whole);
  if (read.success) return { ok: true, address: read.data };
  const fault = read.error.issues[0]?.message ?? `must be an address such as ${example}`;
  return { ok: false, sentence: `The address ${fault}.` };
}
