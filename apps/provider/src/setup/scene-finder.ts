import { join } from "node:path";

import type { MatchSettings } from "@stash2plex/engine/matching";
import type { MirroredItem, MirroredSection } from "@stash2plex/engine/plex-mirror";
import { adoptDecision } from "@stash2plex/engine/reconcile";
import { createStashMirror } from "@stash2plex/engine/stash-mirror";
import { openStore } from "@stash2plex/engine/store";
import { baseNameOf, type PathRule } from "@stash2plex/shared/paths";
import { sceneIdOfGuid } from "@stash2plex/shared/plex";
import type { PmsListedItem, PmsSection } from "@stash2plex/shared/pms";
import type { SceneDetail, StashApi, StashId } from "@stash2plex/shared/stash";

import { asked } from "./check-sides.ts";
import type { SetupDeps } from "./setup-deps.ts";

export interface FoundScene {
  /** Null: it has none. */
  readonly scene: SceneDetail | null;
  /** Which rung decided, or why there is none. */
  readonly reason: string;
}

/** Says which scene an item of Plex is, before anything was copied: by a copy of only what is needed for that. */
export interface SceneFinder {
  find(item: PmsListedItem, section: PmsSection, signal?: AbortSignal): Promise<FoundScene>;
  close(): Promise<void>;
}

export interface SceneFinderOptions {
  readonly api: StashApi;
  readonly identifier: string;
  readonly rules: readonly PathRule[];
  readonly settings: MatchSettings;
  readonly signal?: AbortSignal | undefined;
}

const mirroredItem = (item: PmsListedItem): MirroredItem => ({
  ...item,
  sceneId: null,
  parts: item.parts.map((part) => ({ ...part, itemId: item.id })),
});

const mirroredSection = (section: PmsSection): MirroredSection => ({
  ...section,
  folders: section.locations.map(({ path }) => path),
  watched: true,
});

/** The folder it works in is removed by `close`. */
export async function openSceneFinder(
  { api, identifier, rules, settings, signal }: SceneFinderOptions,
  { temporaryFolder, logger, clock }: SetupDeps,
): Promise<SceneFinder> {
  // The mirror learns them with its first follow, which would copy everything.
  const folders = await api.libraryFolders(asked(signal));
  const folder = temporaryFolder();
  const store = openStore({ file: join(folder.path, "preview.db"), logger, clock });
  const mirror = createStashMirror({ store, api, logger, clock });
  const { reader } = mirror;
  const index = { ...reader.index, libraryFolders: () => folders };
  const ladder = { index, rules, settings: { ...settings, adult: "always" as const } };

  const known = async (id: StashId, at: AbortSignal | undefined): Promise<FoundScene> => {
    await mirror.readScenes([id], at);
    const scene = reader.detail(id);
    return scene === null
      ? { scene, reason: `it is matched to scene ${id}, which Stash does not have (any more)` }
      : { scene, reason: `it is matched to scene ${id} already` };
  };
  return {
    find: async (item, section, at) => {
      const ours = sceneIdOfGuid(identifier, item.guid);
      if (ours !== null) return known(ours, at);
      // All rungs of an automatic match but the stem and embedded ids look at files of the same base name only.
      for (const { file } of item.parts) await mirror.lookUpBaseName(baseNameOf(file), at);
      const { sceneId, reason } = adoptDecision(
        mirroredItem(item),
        mirroredSection(section),
        ladder,
      );
      return { scene: sceneId === null ? null : reader.detail(sceneId), reason };
    },
    close: async () => {
      await mirror.stop();
      store.close();
      folder.remove();
    },
  };
}
