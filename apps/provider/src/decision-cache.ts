import type { MatchRequest } from "@stash2plex/shared/plex";
import { LRUCache } from "lru-cache";

import type { MatchedScene, Matcher } from "./plex-routes/ports.ts";

/** About 10 MB. */
const KEPT = 20_000;

/** Every field that a decision may depend on. */
const keyOf = (request: MatchRequest): string => {
  const { filename, title, year, guid, date, duration, oshash, includeAdult } = request;
  return JSON.stringify([filename, title, year, guid, date, duration, oshash, includeAdult]);
};

/** What decisions depend on besides the request; each is compared by identity. */
export interface DecisionState {
  /** Version of the mirror. */
  readonly version: number;
  readonly settings: object;
  readonly rules: object;
}

const isSame = (one: DecisionState, other: DecisionState): boolean =>
  one.version === other.version && one.settings === other.settings && one.rules === other.rules;

/**
 * Remembers automatic matches: Plex asks again for the same file in other libraries and after "Empty trash". Anything
 * else is decided anew, because only a match cannot become better by asking. What is remembered is good as long as the
 * mirror and the settings stay as they are; the reasons are worked out again when somebody wants to read them.
 */
export function rememberMatches(
  matcher: Matcher,
  explain: (request: MatchRequest) => readonly string[],
  state: () => DecisionState,
): Matcher {
  const kept = new LRUCache<string, MatchedScene>({ max: KEPT });
  let seen = state();
  const forgetOutdated = (): void => {
    const now = state();
    if (isSame(now, seen)) return;
    kept.clear();
    seen = now;
  };
  return async (request) => {
    if (request.manual) return matcher(request);
    forgetOutdated();
    const key = keyOf(request);
    const scene = kept.get(key);
    if (scene !== undefined) {
      return { outcome: "matched", scenes: [scene], explanation: () => explain(request) };
    }
    const before = seen;
    const answer = await matcher(request);
    const [only] = answer.scenes;
    // What was decided on an older state of the mirror is not kept for the newer one.
    if (answer.outcome === "matched" && only !== undefined && before === seen) kept.set(key, only);
    return answer;
  };
}
