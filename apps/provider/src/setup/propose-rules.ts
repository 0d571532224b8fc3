import { type SideFile, suggestPathRules } from "@stash2plex/engine/path-suggest";
import { baseNameOf, parsePathRules } from "@stash2plex/shared/paths";
import type { StashApi } from "@stash2plex/shared/stash";
import pLimit from "p-limit";

import { asked } from "./check-sides.ts";
import { settingsNow, withPlex, withStash } from "./connections.ts";
import { type SampledItem, sampleItems } from "./sample-items.ts";
import type { SetupDeps } from "./setup-deps.ts";
import type { LibraryChoice, RuleProposal } from "./setup.ts";

/** Items that are looked at: each costs Stash up to a tenth of a second in a big library. */
const SAMPLE = 150;
/** Stash does not get faster with more (docs/reference/stash.md, 2.8). */
const AT_ONCE = 2;

const plexFiles = (sampled: readonly SampledItem[]): readonly SideFile[] =>
  sampled.flatMap(({ item }) =>
    item.parts.map(({ file, size, duration }) => ({
      path: file,
      size,
      duration: duration === null ? null : duration / 1_000,
    })),
  );

/** A side of a rule is a folder, or a pattern with what it is replaced by. */
const asText = (side: unknown): string => (typeof side === "string" ? side : JSON.stringify(side));

/** The files of Stash that bear one of these names. */
async function stashFiles(
  api: Pick<StashApi, "scenesByBaseName">,
  names: ReadonlySet<string>,
  signal: AbortSignal | undefined,
): Promise<readonly SideFile[]> {
  const limit = pLimit(AT_ONCE);
  const found = await Promise.all(
    [...names].map((name) => limit(() => api.scenesByBaseName(name, asked(signal)))),
  );
  const files = new Map<string, SideFile>();
  for (const { path, size, duration } of found.flat().flatMap((scene) => scene.files)) {
    // Stash says 0 where it could not tell.
    files.set(path, { path, size, duration: duration === 0 ? null : duration });
  }
  return [...files.values()];
}

/** Path rules that some files of the sections speak for, beside those that are in use. */
export const proposeRules = (
  choices: LibraryChoice,
  deps: SetupDeps,
  signal?: AbortSignal,
): Promise<RuleProposal> =>
  withPlex(choices.plex, deps, (pms) =>
    withStash(choices.stash, deps, async (api) => {
      const sampled = await sampleItems(pms, choices.sectionKeys, SAMPLE, signal);
      const plex = plexFiles(sampled);
      const names = new Set(plex.map(({ path }) => baseNameOf(path)));
      const suggestion = suggestPathRules({
        plex,
        stash: await stashFiles(api, names, signal),
        plexFolders: [
          ...new Set(sampled.flatMap(({ section }) => section.locations.map(({ path }) => path))),
        ],
        inUse: parsePathRules(settingsNow(deps).settings.pathRules).rules,
      });
      return {
        rules: suggestion.needed
          ? suggestion.rules.map(({ rule, files }) => ({
              name: rule.name,
              plex: asText(rule.plex),
              stash: asText(rule.stash),
              files,
              written: rule,
            }))
          : [],
        sampled: plex.length,
        withoutRule: suggestion.withoutRule,
        sentences: suggestion.sentences,
      };
    }),
  );
