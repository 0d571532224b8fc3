import type { SideFile } from "@stash2plex/engine/path-suggest";
import { watchedKeys } from "@stash2plex/engine/plex-mirror";
import { silentLogger } from "@stash2plex/shared/log";
import type { PmsClient, PmsListedItem } from "@stash2plex/shared/pms";

import { openOfflineMirror, readOfflineSides } from "../cli/offline-mirror.ts";
import { createRulebook } from "../path-rules/rulebook.ts";
import { OperatorError } from "../serving/operator-error.ts";
import { matchSettingsOf } from "../settings/match-settings-of.ts";
import type { Settings } from "../settings/settings.ts";
import { checkParts } from "./check-parts.ts";
import { type Finding, unchecked } from "./finding.ts";

export interface PartsSource {
  readonly pms: Pick<PmsClient, "sections" | "providerGroups" | "sectionItems">;
  readonly settings: Settings;
  readonly identifier: string;
}

interface PlexFiles {
  readonly files: readonly SideFile[];
  readonly plexFolders: readonly string[];
}

/** Items of one page, where nothing was copied from Plex yet. */
const LISTED = 200;

const filesOf = (items: readonly PmsListedItem[]): readonly SideFile[] =>
  items.flatMap(({ parts }) =>
    parts.map(({ file, size, duration }) => ({
      path: file,
      size,
      duration: duration === null ? null : duration / 1_000,
    })),
  );

async function listed(source: PartsSource, signal: AbortSignal): Promise<PlexFiles> {
  const { pms, settings, identifier } = source;
  const [sections, groups] = await Promise.all([
    pms.sections({ signal }),
    pms.providerGroups({ signal }),
  ]);
  const watched = watchedKeys(sections, { chosen: settings.plexSections, identifier, groups });
  const own = sections.filter(({ key }) => watched.has(key));
  const files: SideFile[] = [];
  for (const { key } of own) {
    // The first page is the sample.
    for await (const { items } of pms.sectionItems(key, { signal, pageSize: LISTED })) {
      files.push(...filesOf(items));
      break;
    }
  }
  return { files, plexFolders: own.flatMap(({ locations }) => locations.map(({ path }) => path)) };
}

/** From the copy where there is one: it costs Plex nothing, and the sample is spread over all. */
async function plexFiles(source: PartsSource, signal: AbortSignal): Promise<PlexFiles> {
  const copied = readOfflineSides(source.settings.dataDir, null);
  if (copied === null || copied.plex.length === 0) return listed(source, signal);
  return { files: copied.plex, plexFolders: copied.plexFolders };
}

/** Whether the files of Plex find their scenes. */
export async function partsOf(
  source: PartsSource,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const { settings } = source;
  try {
    const { files, plexFolders } = await plexFiles(source, signal);
    const mirror = openOfflineMirror(settings.dataDir);
    try {
      const { reader } = mirror;
      if (reader.sceneIds(0, 1).length === 0) {
        return [
          unchecked("parts", "Nothing was copied from Stash yet that files could be found in."),
        ];
      }
      const rulebook = createRulebook({ input: settings.pathRules, reader, logger: silentLogger });
      return checkParts({
        files,
        plexFolders,
        stashFolders: reader.index.libraryFolders(),
        index: reader.index,
        rules: rulebook.rules(),
        settings: matchSettingsOf(settings),
      });
    } finally {
      mirror.close();
    }
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    return [unchecked("parts", error.message)];
  }
}
