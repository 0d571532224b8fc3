import type { StashId } from "@stash2plex/shared/stash";

import type { MatchSettings } from "../../matching/match-settings.ts";
import { filterReason } from "../../matching/scene-filter.ts";
import type { SceneIndex } from "../../matching/scene-index.ts";
import type { SyncPolicy } from "../../reconcile/policy.ts";
import { baseNameOf } from "@stash2plex/shared/paths";
import { pairSubject, sceneSubject, type Difference } from "../difference.ts";
import type { CompareScope } from "./compare-scope.ts";
import type { SceneReason } from "./scene-reason.ts";
import type { PairRow, SceneRows } from "./scene-rows.ts";
import type { Stretch } from "./stretch.ts";

export interface SceneWalkDeps {
  readonly rows: SceneRows;
  readonly scope: CompareScope;
  readonly policy: SyncPolicy;
  readonly matchSettings: MatchSettings;
  readonly index: SceneIndex;
  readonly reason: SceneReason;
  readonly atOnce: <T>(work: () => T) => T;
  /** Scenes whose file Plex has. */
  readonly seen: ReadonlySet<StashId>;
}

const pairGap = (row: PairRow): Difference => ({
  kind: "duplicate",
  reason: "two-items",
  subject: pairSubject(row.sceneId, row.sectionKey),
  sceneId: row.sceneId,
  itemId: row.firstItem,
  sectionKey: row.sectionKey,
  stashPath: row.stashPath,
  plexPath: row.plexPath,
  title: row.title,
  details: row.items,
});

/** Looks at scenes stretch by stretch: those that Plex does not have, and those that it has twice. */
export const createSceneWalk = (deps: SceneWalkDeps) => {
  const { rows, scope, policy, matchSettings, index, reason, atOnce, seen } = deps;
  const compared = JSON.stringify(scope.compared);

  /** A scene that a setting keeps out of Plex is missing there on purpose. */
  const isKeptOut = (id: StashId): boolean => {
    const scene = index.scene(id);
    return scene === null || filterReason(scene, matchSettings) !== null;
  };
  const lonelyGap = (id: StashId): Difference | null => {
    if (seen.has(id) || isKeptOut(id)) return null;
    const paths = rows.paths(id);
    const [stashPath = null] = paths;
    const title = rows.title(id);
    if (paths.every((path) => scope.isPathLeftOut(path))) return null;
    return {
      kind: "stash-only",
      subject: sceneSubject(id),
      sceneId: id,
      itemId: null,
      stashPath,
      title: title.trim() === "" ? baseNameOf(stashPath ?? "") : title,
      ...reason(paths),
    };
  };
  const isCounted = (id: StashId): boolean =>
    !(scope.isSceneLeftOut(id) || rows.paths(id).every((path) => scope.isPathLeftOut(path)));

  return {
    /** Looks at the next scenes, as many as time allows for; null: there are none. */
    next: (after: StashId, limit: number, isTimeUp: () => boolean): Stretch | null =>
      atOnce(() => {
        const last = rows.lastOf(after, limit);
        if (last === null) return null;
        const gaps: Difference[] = [];
        let upTo = last;
        for (const id of rows.lonely(after, last, policy)) {
          const gap = lonelyGap(id);
          if (gap !== null && !scope.isLeftOut(gap)) gaps.push(gap);
          if (gap !== null && id < last && isTimeUp()) {
            upTo = id;
            break;
          }
        }
        const pairs = rows.pairs(after, upTo, compared).map(pairGap);
        gaps.push(...pairs.filter((gap) => !scope.isLeftOut(gap)));
        return { upTo, isCut: upTo !== last, gaps };
      }),
    /** Of the scenes of a stretch, after its gaps were written. */
    tally: (after: StashId, upTo: StashId) => ({
      scenes: rows.count(after, upTo),
      agreeing: scope.leavesScenesOut
        ? rows.agreeing(after, upTo, compared, policy).filter(isCounted).length
        : rows.agreeingCount(after, upTo, compared, policy),
      withGap: rows.withGap(after, upTo),
    }),
  };
};
