import { desiredItem, type DesiredItem, type ItemSettings } from "@stash2plex/shared/item";
import { parsePathRules, type PathRule, validateRules } from "@stash2plex/shared/paths";
import type { PmsItem } from "@stash2plex/shared/pms";

import { OperatorError } from "../serving/operator-error.ts";
import { itemSettingsOf } from "../settings/item-settings-of.ts";
import { matchSettingsOf } from "../settings/match-settings-of.ts";
import { ownIdentifier } from "./check-sides.ts";
import { settingsNow, withPlex, withStash } from "./connections.ts";
import { sampleItems, withDocuments } from "./sample-items.ts";
import { type FoundScene, openSceneFinder } from "./scene-finder.ts";
import type { SetupDeps } from "./setup-deps.ts";
import type { ItemFace, LibraryChoice, PreviewRow, SetupChoices } from "./setup.ts";

const faceNow = (item: PmsItem): ItemFace => ({
  title: item.scalars.title ?? item.title,
  year: item.year,
  studio: item.scalars.studio ?? null,
  summary: item.scalars.summary ?? null,
  cast: item.roles.map(({ name }) => name),
  genres: item.tags.genre,
});

const faceThen = (desired: DesiredItem): ItemFace => ({
  title: desired.title,
  year: desired.year ?? null,
  studio: desired.studio ?? null,
  summary: desired.summary ?? null,
  cast: desired.roles.map(({ name }) => name),
  genres: desired.genres,
});

function afterOf({ scene }: FoundScene, settings: ItemSettings): PreviewRow["after"] {
  if (scene === null) return null;
  const desired = desiredItem(scene, settings);
  const poster = desired.images.find(({ type }) => type === "coverPoster")?.picture ?? null;
  return { ...faceThen(desired), sceneId: desired.sceneId, poster };
}

/** The rules as the provider would use them; rejects with the sentence of the first that it would refuse. */
export function usableRules(written: SetupChoices["pathRules"]): readonly PathRule[] {
  const parsed = parsePathRules(written);
  const checked = validateRules(parsed.rules, []);
  const [refused] = [...parsed.refused, ...checked.refused];
  if (refused === undefined) return checked.rules;
  throw new OperatorError(`The path rule ${refused.name} cannot be used: ${refused.reason}`);
}

/** What some items of the sections are, and what they would be. Writes nothing on either side. */
export const preview = (
  choices: LibraryChoice & Pick<SetupChoices, "pathRules">,
  limit: number,
  deps: SetupDeps,
  signal?: AbortSignal,
): Promise<readonly PreviewRow[]> =>
  withPlex(choices.plex, deps, (pms) =>
    withStash(choices.stash, deps, async (api) => {
      const { settings } = settingsNow(deps);
      const rules = usableRules(choices.pathRules);
      const sampled = await sampleItems(pms, choices.sectionKeys, limit, signal);
      const items = await withDocuments(pms, sampled, signal);
      const finder = await openSceneFinder(
        {
          api,
          identifier: ownIdentifier(deps),
          rules,
          settings: matchSettingsOf(settings),
          signal,
        },
        deps,
      );
      try {
        const rows: PreviewRow[] = [];
        for (const { item, section } of items) {
          const found = await finder.find(item, section, signal);
          rows.push({
            itemId: item.id,
            file: item.parts[0]?.file ?? "",
            before: { ...faceNow(item), hasPoster: item.thumb !== null },
            after: afterOf(found, itemSettingsOf(settings)),
            reason: found.reason,
          });
        }
        return rows;
      } finally {
        await finder.close();
      }
    }),
  );
