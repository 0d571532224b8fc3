import type { DatabaseSync } from "node:sqlite";

import { desiredItem, digestOf, type ItemSettings } from "@stash2plex/shared/item";
import type { StashId } from "@stash2plex/shared/stash";

import { createMarks } from "../../reconcile/followers/marks.ts";
import { createRelatedScenes } from "../../reconcile/followers/related-scenes.ts";
import { saysSomething } from "../../reconcile/plan/gates.ts";
import { factsOf } from "../../reconcile/scene-view.ts";
import type { MirrorChange, MirrorReader } from "../../stash-mirror/index.ts";
import { inTransaction } from "../../store/transaction.ts";
import { givenLimit, prepareChange, prepareQuery } from "../../store/typed-query.ts";
import type { GapMeta } from "../gap-meta.ts";
import { digestVersion } from "./digest-version.ts";

/**
 * Digests of what Plex should show now, of scenes that have an item. A digest is forgotten as soon as it may be wrong,
 * and made again before the next comparison.
 */
export interface DesiredDigests {
  /** Within the transaction that changes something. */
  changed(change: MirrorChange): void;
  forgetAll(): void;
  /** Makes what is missing, in small steps. */
  refresh(settings: ItemSettings, between: () => Promise<void>): Promise<void>;
}

export interface DesiredDigestsDeps {
  readonly db: DatabaseSync;
  readonly reader: Pick<MirrorReader, "detail" | "atOnce">;
  readonly meta: GapMeta;
}

/** A digest takes some 0.1 ms. */
const scenesPerStep = 50;
const relatedPerStep = 500;
const candidatesPerStep = 2_000;

export const createDesiredDigests = ({ db, reader, meta }: DesiredDigestsDeps): DesiredDigests => {
  const marks = createMarks(db, "digest_marks");
  const related = createRelatedScenes(db, "digest_marks");
  const forget = prepareChange<[string]>(
    db,
    "DELETE FROM desired_digests WHERE scene_id IN (SELECT value FROM json_each(?))",
  );
  const clear = prepareChange(db, "DELETE FROM desired_digests");
  const clearMarks = prepareChange(db, "DELETE FROM digest_marks");
  const put = prepareChange<[number, string, number]>(
    db,
    "INSERT OR REPLACE INTO desired_digests (scene_id, digest, says_nothing) VALUES (?, ?, ?)",
  );
  const lastOf = prepareQuery<{ id: number | null }, [number, number]>(
    db,
    `SELECT max(id) AS id FROM (SELECT id FROM scenes WHERE id > ? ORDER BY id ${givenLimit})`,
  );
  const missing = prepareQuery<{ id: number }, [number, number, number]>(
    db,
    `SELECT c.id FROM (
         SELECT scene_id AS id FROM plex_items WHERE deleted_at IS NULL AND scene_id > ?1 AND scene_id <= ?2
         UNION SELECT scene_id FROM pushed WHERE scene_id > ?1 AND scene_id <= ?2) c
       WHERE NOT EXISTS (SELECT 1 FROM desired_digests d WHERE d.scene_id = c.id)
         AND EXISTS (SELECT 1 FROM scenes s WHERE s.id = c.id)
       ORDER BY c.id LIMIT ?3 + 0`,
  );
  const forgetScenes = (ids: readonly StashId[]): void => {
    if (ids.length > 0) forget(JSON.stringify(ids));
  };
  const forgetAll = (): void => {
    clear();
    clearMarks();
  };
  const spreadMarks = async (
    settings: ItemSettings,
    between: () => Promise<void>,
  ): Promise<void> => {
    for (;;) {
      if (marks.nextRelated()?.after === -1) related.spread(settings.genres);
      const mark = marks.nextRelated();
      if (mark === null) return;
      const ids = related.next(mark, relatedPerStep);
      inTransaction(db, () => {
        forgetScenes(ids);
        if (ids.length < relatedPerStep) marks.remove(mark.kind, mark.id);
        else marks.moveOn(mark, ids.at(-1) ?? mark.after);
      });
      await between();
    }
  };
  const make = (ids: readonly StashId[], settings: ItemSettings): void => {
    const made = reader.atOnce(() =>
      ids.flatMap((id) => {
        const detail = reader.detail(id);
        if (detail === null) return [];
        const desired = desiredItem(detail, settings);
        const isSilent = !saysSomething(desired, factsOf(detail));
        return [{ id, digest: digestOf(desired), isSilent }];
      }),
    );
    inTransaction(db, () => {
      for (const { id, digest, isSilent } of made) put(id, digest, isSilent ? 1 : 0);
    });
  };
  return {
    changed: (change) => {
      if (change.kind === "scenes") {
        forgetScenes([...change.appeared, ...change.changed, ...change.vanished]);
      } else marks.put(change.related, [...change.changed, ...change.vanished]);
    },
    forgetAll,
    refresh: async (settings, between) => {
      const version = digestVersion(settings);
      if (meta.get("digestsMadeWith") !== version) {
        inTransaction(db, () => {
          forgetAll();
          meta.set("digestsMadeWith", version);
        });
      }
      await spreadMarks(settings, between);
      for (let after = 0; ;) {
        const last = lastOf.get(after, candidatesPerStep)?.id ?? null;
        if (last === null) return;
        for (let from = after; ;) {
          const ids = missing.all(from, last, scenesPerStep).map(({ id }) => id);
          if (ids.length > 0) make(ids, settings);
          await between();
          if (ids.length < scenesPerStep) break;
          from = ids.at(-1) ?? last;
        }
        after = last;
      }
    },
  };
};
