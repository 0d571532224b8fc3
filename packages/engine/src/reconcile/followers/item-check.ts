import type { PmsItemId } from "@stash2plex/shared/pms";
import type { StashId } from "@stash2plex/shared/stash";

import type { MirroredItem, MirroredSection } from "../../plex-mirror/plex-mirror.ts";
import { verdictsOf } from "../find-items/find-items.ts";
import { ladderOf } from "../find-items/ladder.ts";
import { createPushRecords } from "../push-record.ts";
import { priorities, type WorkRequest } from "../queue.ts";
import { viewScene } from "../scene-view.ts";
import type { FollowerDeps } from "./follower-deps.ts";
import { createLastLooks } from "./last-looks.ts";
import { isLeftAlone } from "./left-alone.ts";

/** Tells what a change of an item in Plex asks for; null: nothing. */
export interface ItemCheck {
  appeared(itemId: PmsItemId): WorkRequest | null;
  updated(itemId: PmsItemId): WorkRequest | null;
  /** To be called when the work for an updated item is under way. */
  looked(itemId: PmsItemId): void;
}

/** What Plex tells of our own writes comes within this time. */
const ownWriteMs = 60_000;
/** An item that is updated again and again (somebody watches it) is looked at this often at most. */
const lookEveryMs = 3_600_000;

const request = (sceneId: StashId, cause: string): WorkRequest => ({
  sceneId,
  priority: priorities.follower,
  cause,
});

export const createItemCheck = ({ db, mirror, plex, settings, clock }: FollowerDeps): ItemCheck => {
  const pushes = createPushRecords(db);
  const looks = createLastLooks();

  const sectionOf = ({ sectionKey }: MirroredItem): MirroredSection | undefined =>
    plex.reader
      .sections()
      .find(({ key, watched, type }) => key === sectionKey && watched && type === "movie");

  /** The one scene that the ladder gives for the files of an item which is not of our guid. */
  const sceneByFiles = (item: MirroredItem, section: MirroredSection): StashId | null => {
    if (isLeftAlone(item, section, settings)) return null;
    const verdicts = mirror.reader.atOnce(() =>
      verdictsOf(item, section, ladderOf({ ...settings, mirror })),
    );
    const [scene, ...others] = new Set(verdicts.map(({ sceneId }) => sceneId));
    return scene === undefined || others.length > 0 ? null : scene;
  };
  /** An item in a watched section that we did not write to just now. */
  const itemOfOthers = (itemId: PmsItemId) => {
    const item = plex.reader.item(itemId);
    if (item?.deletedAt !== null) return null;
    const section = sectionOf(item);
    if (section === undefined) return null;
    const record = pushes.of(itemId);
    if (record !== null && clock.now() - record.at < ownWriteMs) return null;
    return { item, section, pushedTo: record?.sceneId ?? null };
  };
  /** Whether what a listing shows is not what we want it to show. */
  const showsOther = (sceneId: StashId, { title, year }: MirroredItem): boolean => {
    const view = viewScene(sceneId, { ...settings, mirror, plex });
    if (view === null) return false;
    const { desired, policy } = view;
    return (
      (policy.fields.has("title") && title !== desired.title) ||
      (policy.fields.has("date") && year !== (desired.year ?? null))
    );
  };
  return {
    appeared: (itemId) => {
      const found = itemOfOthers(itemId);
      if (found === null) return null;
      const { item, section } = found;
      if (item.sceneId !== null) return request(item.sceneId, "plex-import");
      const sceneId = sceneByFiles(item, section);
      return sceneId === null ? null : request(sceneId, "plex-unmatched");
    },
    updated: (itemId) => {
      const found = itemOfOthers(itemId);
      if (found === null) return null;
      const { item, section, pushedTo } = found;
      const now = clock.now();
      const sceneId = item.sceneId ?? pushedTo ?? sceneByFiles(item, section);
      if (sceneId === null) return null;
      const pauseMs = showsOther(sceneId, item) ? ownWriteMs : lookEveryMs;
      return looks.mayLook(itemId, now, pauseMs) ? request(sceneId, "plex-update") : null;
    },
    looked: (itemId) => {
      looks.looked(itemId, clock.now());
    },
  };
};
