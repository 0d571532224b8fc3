import type { StashId } from "@stash2plex/shared/stash";
import type { PmsItemId } from "@stash2plex/shared/pms";

import type { MirroredPart } from "../../plex-mirror/plex-mirror.ts";
import type { Difference } from "../difference.ts";
import type { PartVerdicts, SectionPart, Verdicts } from "../verdicts/part-verdicts.ts";
import type { TwinNames } from "../verdicts/twin-names.ts";
import type { CompareScope } from "./compare-scope.ts";
import { gapsOfForeign, gapsOfHeld, type ItemLookDeps, type JudgedPart } from "./item-look.ts";
import type { HeldRow, ItemRow, ItemRows } from "./item-rows.ts";
import type { Stretch } from "./stretch.ts";

export interface ItemWalkDeps {
  readonly rows: ItemRows;
  readonly verdicts: PartVerdicts;
  readonly twins: TwinNames;
  readonly scope: CompareScope;
  readonly look: ItemLookDeps;
  /** Runs look-ups on one state of the copy of Stash. */
  readonly atOnce: <T>(work: () => T) => T;
  /** Scenes whose file Plex has, whatever is said of it. */
  readonly seen: Set<StashId>;
  readonly pairs: { add(plexPath: string, stashPath: string, sectionKey: string): void };
}

interface Asked {
  readonly row: ItemRow;
  readonly held: HeldRow | null;
  readonly parts: readonly MirroredPart[];
  /** Place of the first part among those that the ladder is asked about; null: it is not asked. */
  readonly at: number | null;
}

const needsLadder = (row: HeldRow): boolean => row.isOrphan === 1 || row.isDoubtful === 1;

/** Looks at items stretch by stretch; what time does not allow for is left to the next one. */
export const createItemWalk = (deps: ItemWalkDeps) => {
  const { rows, verdicts, twins, scope, look, atOnce, seen, pairs } = deps;
  const { policy } = look;

  const askedOf = (after: PmsItemId, last: PmsItemId) => {
    const held = rows.held(after, last, policy);
    const foreign = rows.foreign(after, last, policy);
    const asked: Asked[] = [];
    const parts: SectionPart[] = [];
    const add = (row: ItemRow, heldRow: HeldRow | null, own: readonly MirroredPart[]): void => {
      const section = scope.sections.get(row.sectionKey);
      if (section === undefined) return;
      const isAsked = heldRow === null || needsLadder(heldRow);
      asked.push({ row, held: heldRow, parts: own, at: isAsked ? parts.length : null });
      if (isAsked) for (const part of own) parts.push({ part, section });
    };
    for (const row of foreign) add(row, null, row.parts);
    for (const row of held) add(row, row, rows.parts(row.id));
    if (held.length > 0) asked.sort((a, b) => a.row.id - b.row.id);
    return { asked, verdicts: verdicts.of(parts) };
  };
  const judge = ({ row, parts, at }: Asked, found: Verdicts): readonly JudgedPart[] => {
    if (at === null) return [];
    return parts.map((part, index) => {
      const verdict = found.of(at + index);
      note(row, part, verdict);
      const { path = null } = "path" in verdict ? verdict : {};
      const caseTwin = path === null ? null : twins.otherCase(part.file, path);
      return { part, verdict, caseTwin };
    });
  };
  const note = (
    { sectionKey }: ItemRow,
    { file }: MirroredPart,
    verdict: ReturnType<Verdicts["of"]>,
  ): void => {
    if (verdict.outcome === "none") return;
    if (verdict.outcome === "ambiguous") {
      for (const id of verdict.sceneIds) seen.add(id);
      return;
    }
    seen.add(verdict.sceneId);
    if (verdict.isProved && verdict.path !== null) pairs.add(file, verdict.path, sectionKey);
  };
  const gapsOf = (asked: Asked, found: Verdicts): readonly Difference[] => {
    const parts = judge(asked, found);
    if (asked.held === null) return gapsOfForeign(asked.row, parts, look);
    if (asked.at !== null) return gapsOfHeld(asked.held, parts, look);
    const plain = asked.parts.map((part): JudgedPart => ({
      part,
      verdict: unasked(asked.held),
      caseTwin: null,
    }));
    return gapsOfHeld(asked.held, plain, look);
  };
  return {
    /** Looks at the next items, as many as time allows for; null: there are none. */
    next: (after: PmsItemId, limit: number, isTimeUp: () => boolean): Stretch | null =>
      atOnce(() => {
        const last = rows.lastOf(after, limit);
        if (last === null) return null;
        const { asked, verdicts: found } = askedOf(after, last);
        const gaps: Difference[] = [];
        let upTo = last;
        for (const [index, one] of asked.entries()) {
          gaps.push(...gapsOf(one, found).filter((gap) => !scope.isLeftOut(gap)));
          // Whatever an index decided is paid for already.
          const isSlow = one.parts.some((_, at) => one.at !== null && found.isSlow(one.at + at));
          if (isSlow && index + 1 < asked.length && isTimeUp()) {
            upTo = one.row.id;
            break;
          }
        }
        return { upTo, isCut: upTo !== last, gaps };
      }),
  };
};

/** The file of an item that is not doubted is the scene's. */
const unasked = (row: HeldRow | null): ReturnType<Verdicts["of"]> => ({
  outcome: "matched",
  sceneId: row?.sceneId ?? 0,
  isProved: true,
  path: row?.stashPath ?? null,
  why: "",
});
