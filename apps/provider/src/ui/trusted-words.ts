import type { Visit } from "./page-kit.ts";

/** Sentences of failures name addresses, folders and files: who may not see those is told that there is more. */
export function forTrusted(
  { trusted }: Pick<Visit, "trusted">,
  sentence: string | null | undefined,
): string | null {
  if (sentence === null || sentence === undefined) return null;
  return trusted ? sentence : "There is more to be read here after signing in.";
}
