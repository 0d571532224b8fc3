import {
  createMatchService,
  decide,
  explain,
  type MatchServiceDeps,
  type MatchSettings,
} from "@stash2plex/engine/matching";
import { createPlexMirrorReader, plexFactsOf } from "@stash2plex/engine/plex-mirror";

import type { ByteCache } from "../cache/byte-cache.ts";
import { rememberMatches } from "../decision-cache.ts";
import { createMatcher } from "../matcher.ts";
import type { Rulebook } from "../path-rules/rulebook.ts";
import type { Matcher, SceneReader } from "../plex-routes/ports.ts";
import { rememberEmptyLookUps } from "../remembered-look-ups.ts";
import { matchSettingsOf } from "../settings/match-settings-of.ts";
import { syncOffReason } from "../settings/sync-policy-of.ts";
import type { AskedFiles } from "./asked-files.ts";
import type { LiveSettings } from "./live-settings.ts";
import type { PartsInput } from "./parts-input.ts";

/** What may be forgotten, and what tells this Stash from others in it. */
export interface Memory {
  readonly cache: ByteCache;
  readonly origin: string;
}

/** The ladder over the mirror; for Plex with a memory for what was matched before, and gaps that come of misses. */
export function createMatching(
  { serve: { clock, logger }, mirror, store, settings: startSettings }: PartsInput,
  scenes: SceneReader,
  live: LiveSettings,
  rulebook: Rulebook,
  { cache, origin }: Memory,
  asked: Pick<AskedFiles, "decided" | "matched">,
): { readonly matcher: Matcher; readonly tryMatch: Matcher } {
  const rules = (): ReturnType<Rulebook["rules"]> => rulebook.rules();
  const settings = (): MatchSettings => matchSettingsOf(live.current());
  const lookUp = mirror.lookUpBaseName.bind(mirror);
  const deps: MatchServiceDeps = {
    mirror: {
      reader: mirror.reader,
      status: () => mirror.status(),
      follow: (signal) => mirror.follow(signal),
      lookUpBaseName: rememberEmptyLookUps(lookUp, cache, origin),
    },
    rules,
    settings,
    clock,
    logger,
    // Without a copy of Plex nothing is known of its files.
    ...(syncOffReason(startSettings) === null && {
      plexFacts: plexFactsOf(createPlexMirrorReader(store.openReader())),
    }),
  };
  const { index } = mirror.reader;
  const remembering = rememberMatches(
    createMatcher(
      createMatchService({
        ...deps,
        onDecision: (request, answer) => asked.decided(request, answer),
      }),
    ),
    (request) =>
      explain(decide(request, { index, rules: rules(), settings: settings() })).split("\n"),
    () => ({ version: scenes.version(), settings: live.current(), rules: rules() }),
  );
  return {
    matcher: async (request) => {
      const answer = await remembering(request);
      const [scene] = answer.scenes;
      // Here, because what is remembered is not decided again.
      if (answer.outcome === "matched" && scene !== undefined)
        asked.matched(request, scene.sceneId);
      return answer;
    },
    tryMatch: createMatcher(createMatchService(deps)),
  };
}
