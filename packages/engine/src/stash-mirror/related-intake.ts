import type { RelatedKind, SceneRecord, StashId } from "@stash2plex/shared/stash";

import type { MirrorContext } from "./mirror-context.ts";
import {
  createSettledSeconds,
  pollCursor,
  repeatLimit,
  type SettledSeconds,
} from "./poll-cursor.ts";
import { relatedKinds } from "./related-tables.ts";

/** Reads performers, tags, studios and groups into the mirror. */
export interface RelatedIntake {
  /** What changed since the largest known stamp. */
  follow(kind: RelatedKind): Promise<void>;
  /** Every object of a kind; writes only what differs. */
  readAll(kind: RelatedKind): Promise<void>;
  /** Makes sure that the objects these scenes point to are known, as far as Stash has them. */
  ensureKnown(scenes: readonly SceneRecord[]): Promise<void>;
}

/** Cheap ones (docs/reference: costs of 1,000 performers 0.13 s). */
export const relatedPageSize = 1_000;
const changesPerPage = 200;
/** An id that stays unknown (a race with a deletion) must not make us read a whole kind again and again. */
const readAllEveryMs = 60_000;

const idsOf = (scene: SceneRecord, kind: RelatedKind): readonly StashId[] => {
  switch (kind) {
    case "performer":
      return scene.performerIds;
    case "tag":
      return scene.tagIds;
    case "studio":
      return scene.studioId === null ? [] : [scene.studioId];
    case "group":
      return scene.groups.map((link) => link.groupId);
  }
};

export const createRelatedIntake = (context: MirrorContext): RelatedIntake => {
  const { api, writer, clock, signal, pause } = context;
  const settled = new Map<RelatedKind, SettledSeconds>();
  const lastReadAll = new Map<RelatedKind, number>();

  const settledOf = (kind: RelatedKind): SettledSeconds => {
    const known = settled.get(kind) ?? createSettledSeconds(clock);
    settled.set(kind, known);
    return known;
  };
  const follow = async (kind: RelatedKind): Promise<void> => {
    const seconds = settledOf(kind);
    const newest = writer.related.newestStamps(kind, repeatLimit + 1);
    seconds.note(newest[0]);
    const cursor = pollCursor(newest, (second) => seconds.isSettled(second));
    for (let page = 1; ; page += 1) {
      const records = await api.relatedChangedSince(kind, {
        cursor,
        page,
        perPage: changesPerPage,
        signal,
      });
      writer.putRelated(kind, records);
      if (records.length < changesPerPage) return;
      await pause();
    }
  };
  const readAll = async (kind: RelatedKind): Promise<void> => {
    lastReadAll.set(kind, clock.now());
    for (let page = 1; ; page += 1) {
      const records = await api.relatedPage(kind, { page, perPage: relatedPageSize, signal });
      writer.putRelated(kind, records);
      if (records.length < relatedPageSize) return;
      await pause();
    }
  };
  const anyUnknown = (kind: RelatedKind, ids: ReadonlySet<StashId>): boolean =>
    [...ids].some((id) => !writer.related.knows(kind, id));

  return {
    follow,
    readAll,
    ensureKnown: async (scenes) => {
      for (const kind of relatedKinds) {
        const ids = new Set(scenes.flatMap((scene) => idsOf(scene, kind)));
        if (!anyUnknown(kind, ids)) continue;
        await follow(kind);
        const last = lastReadAll.get(kind) ?? -Infinity;
        if (anyUnknown(kind, ids) && clock.now() - last >= readAllEveryMs) await readAll(kind);
      }
    },
  };
};
