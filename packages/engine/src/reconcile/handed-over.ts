import { guidOf } from "@stash2plex/shared/plex";
import type { StashId } from "@stash2plex/shared/stash";

import type { MirroredItem, MirroredSection, PlexMirror } from "../plex-mirror/plex-mirror.ts";
import type { StashMirror } from "../stash-mirror/stash-mirror.ts";
import { applyOperations, type ApplyDeps } from "./apply/apply-operations.ts";
import { verdictsOf } from "./find-items/find-items.ts";
import { ladderOf } from "./find-items/ladder.ts";
import type { GapRecords } from "./gap-record.ts";
import { observeItems } from "./observe/observe-items.ts";
import { priorities, type SyncQueue } from "./queue.ts";
import { findSceneItems, viewScene, type SceneViewDeps } from "./scene-view.ts";

export interface HandedOverDeps extends SceneViewDeps, ApplyDeps {
  readonly mirror: Pick<StashMirror, "reader" | "follow">;
  readonly plex: Pick<PlexMirror, "reader" | "take">;
  readonly queue: Pick<SyncQueue, "add">;
  readonly gaps: GapRecords;
}

interface Orphan {
  readonly item: MirroredItem;
  readonly section: MirroredSection;
}

/** The one scene that all files of the item belong to now, proved by each; null: there is none. */
const heirOf = ({ item, section }: Orphan, deps: SceneViewDeps): StashId | null => {
  const verdicts = deps.mirror.reader.atOnce(() => verdictsOf(item, section, ladderOf(deps)));
  const [first] = verdicts;
  const agree =
    verdicts.length === item.parts.length &&
    verdicts.every(({ sceneId, isProved }) => sceneId === first?.sceneId && isProved);
  return agree && first !== undefined ? first.sceneId : null;
};

const rematch = async (
  orphan: Orphan,
  heir: StashId,
  deps: HandedOverDeps,
  signal: AbortSignal | undefined,
): Promise<void> => {
  const view = viewScene(heir, deps);
  const { id, sectionKey } = orphan.item;
  const items = await observeItems([id], deps, signal);
  if (view === null) return;
  const { identifier } = view.policy;
  const operation = {
    kind: "match",
    itemId: id,
    sectionKey,
    guid: guidOf(identifier, heir),
    name: view.desired.title,
  } as const;
  await applyOperations([operation], items, deps, signal);
  await observeItems([id], deps, signal);
  deps.queue.add([{ sceneId: heir, priority: priorities.bulk, cause: "merged" }]);
};

/**
 * Items of a scene that Stash has confirmed to be gone: where their file belongs to another scene now (a merge), they
 * are matched to that one; else they are orphans, which a person may act on. No item is ever deleted.
 */
export const handOverItems = async (
  sceneId: StashId,
  deps: HandedOverDeps,
  now: number,
  signal?: AbortSignal,
): Promise<void> => {
  const orphans = findSceneItems(sceneId, deps).filter(({ by }) => by === "guid");
  if (orphans.length === 0) return;
  // A merge moves the files to a scene that our copy may not have read again yet.
  if (orphans.some((orphan) => heirOf(orphan, deps) === null)) await deps.mirror.follow(signal);
  for (const orphan of orphans) {
    const heir = heirOf(orphan, deps);
    if (heir !== null) {
      await rematch(orphan, heir, deps, signal);
      deps.gaps.close("orphan", orphan.item.id, now);
      continue;
    }
    deps.gaps.note(
      {
        kind: "orphan",
        reason: "scene-deleted",
        sceneId,
        itemId: orphan.item.id,
        sectionKey: orphan.item.sectionKey,
        plexPath: orphan.item.parts[0]?.file ?? null,
        title: orphan.item.title,
        details: null,
      },
      now,
    );
  }
};
