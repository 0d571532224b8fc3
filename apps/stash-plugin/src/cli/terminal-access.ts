import { addressOf } from "./setting-values.js";
import type { StashAccess } from "./stash-document.js";

/** The Stash that a terminal means; an empty variable counts as none. */
export function accessFromEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): StashAccess {
  const url = addressOf(env.STASH_URL ?? "");
  const apiKey = env.STASH_API_KEY?.trim() ?? "";
  return {
    url: url === "" ? "http://127.0.0.1:9999" : url,
    cookie: null,
    apiKey: apiKey === "" ? null : apiKey,
  };
}
