import { notTried, type RungResult } from "../decision.ts";
import { preferExactCase } from "../file-hits.ts";
import type { MatchContext } from "../match-context.ts";
import { whyNoName } from "../plex-name.ts";
import { proposeByName } from "../propose.ts";

/** The base name alone. */
export function baseNameRung(context: MatchContext): RungResult {
  const { name } = context;
  if (typeof name === "string") return notTried(whyNoName(name));
  const { files, more } = context.filesByTail(1);
  return proposeByName(context, name, {
    files: preferExactCase(files, [name.baseName], name.spelled.slice(-1)).files,
    more,
    score: 90,
    what: `the base name "${name.baseName}"`,
  });
}
