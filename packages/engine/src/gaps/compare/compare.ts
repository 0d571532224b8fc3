import type { DatabaseSync } from "node:sqlite";

import { ladderOf } from "../../reconcile/find-items/ladder.ts";
import type { DesiredDigests } from "../digests/desired-digests.ts";
import type { GapDeps } from "../gap-deps.ts";
import type { GapMeta } from "../gap-meta.ts";
import type { CompareReport } from "../gap.ts";
import { createGapCounts } from "../gap-counts.ts";
import type { GapRows } from "../gap-rows.ts";
import { createPartVerdicts } from "../verdicts/part-verdicts.ts";
import { createTwinNames } from "../verdicts/twin-names.ts";
import { agreementOf } from "./agreement.ts";
import { createCompareScope } from "./compare-scope.ts";
import { createFolderPairs } from "./folder-pairs.ts";
import { createGapSettlement, type GapSettlement } from "./gap-settlement.ts";
import { createItemRows } from "./item-rows.ts";
import { createItemWalk } from "./item-walk.ts";
import { createPartGap } from "./part-gaps.ts";
import { createSceneReason } from "./scene-reason.ts";
import { createSceneRows } from "./scene-rows.ts";
import { createSceneWalk } from "./scene-walk.ts";
import { nextLimit, stretchMs, type Stretch } from "./stretch.ts";

export interface CompareDeps extends Omit<GapDeps, "plex" | "queue" | "offReason"> {
  readonly plex: NonNullable<GapDeps["plex"]>;
  readonly rows: GapRows;
  readonly meta: GapMeta;
  readonly digests: DesiredDigests;
  /** Looks again at files that Plex asked about. */
  readonly lookAtAsked: () => Promise<void>;
  /** Between two steps: lets others have the thread, and throws where the comparison may not go on. */
  readonly between: () => Promise<void>;
}

const beyondAll = Number.MAX_SAFE_INTEGER;
const firstLimit = 250;

interface Walk {
  readonly next: (after: number, limit: number, isTimeUp: () => boolean) => Stretch | null;
  readonly settle: (after: number, upTo: number, stretch: Pick<Stretch, "gaps">) => void;
}

/** Walks to the end; on the way each stretch takes a few milliseconds at most. */
const walkAll = async (
  { next, settle }: Walk,
  { clock, between }: Pick<CompareDeps, "clock" | "between">,
): Promise<void> => {
  let limit = firstLimit;
  for (let after = 0; ;) {
    const began = clock.now();
    const stretch = next(after, limit, () => clock.now() - began >= stretchMs);
    if (stretch === null) {
      settle(after, beyondAll, { gaps: [] });
      return;
    }
    settle(after, stretch.upTo, stretch);
    limit = nextLimit(limit, stretch, clock.now() - began);
    after = stretch.upTo;
    await between();
  }
};

interface Sum {
  items: number;
  scenes: number;
  agreeing: number;
  withGap: number;
}

/** Everything that a comparison works with, on the settings of its beginning. */
const prepare = (deps: CompareDeps, db: DatabaseSync) => {
  const { mirror, plex, settings } = deps;
  const policy = settings.policy();
  const rules = settings.rules();
  const scope = createCompareScope(db, plex.reader, deps.gapSettings());
  const twins = createTwinNames(db);
  const ladder = ladderOf({ ...settings, mirror });
  const seen = new Set<number>();
  const pairs = createFolderPairs(db, scope.sections);
  const atOnce = <T>(work: () => T): T => mirror.reader.atOnce(work);
  const itemRows = createItemRows(db);
  const items = createItemWalk({
    rows: itemRows,
    verdicts: createPartVerdicts(db, () => ladder),
    twins,
    scope,
    look: { policy, partGap: createPartGap(rules, twins) },
    atOnce,
    seen,
    pairs,
  });
  const scenes = createSceneWalk({
    rows: createSceneRows(db),
    scope,
    policy,
    matchSettings: settings.matchSettings(),
    index: mirror.reader.index,
    reason: createSceneReason(rules, scope.sections, pairs),
    atOnce,
    seen,
  });
  return { scope, items, itemRows, scenes };
};

const walkBoth = async (deps: CompareDeps, settlement: GapSettlement): Promise<Sum> => {
  const { db, rows, between } = deps;
  const { scope, items, itemRows, scenes } = prepare(deps, db);
  const compared = JSON.stringify(scope.compared);
  const sum: Sum = { items: 0, scenes: 0, agreeing: 0, withGap: 0 };
  await walkAll(
    {
      next: items.next,
      settle: (after, upTo, { gaps }) => {
        settlement.settle(rows.openOfItems(after, upTo), gaps, false);
        sum.items += itemRows.count(after, upTo, compared);
      },
    },
    deps,
  );
  await settlement.closeRest(between);
  await walkAll(
    {
      next: scenes.next,
      settle: (after, upTo, { gaps }) => {
        settlement.settle(rows.openOfScenes(after, upTo), gaps, true);
        const tally = scenes.tally(after, upTo);
        sum.scenes += tally.scenes;
        sum.agreeing += tally.agreeing;
        sum.withGap += tally.withGap;
      },
    },
    deps,
  );
  return sum;
};

/** One whole comparison of two copies that are ready. Killed or cancelled in the middle, the next one finds the rest. */
export const runCompare = async (deps: CompareDeps): Promise<CompareReport> => {
  const { db, clock, meta, digests, settings, between, rows } = deps;
  await digests.refresh(settings.itemSettings(), between);
  const startedAt = clock.now();
  const settlement = createGapSettlement(db, rows, startedAt, meta.get("asOf"));
  const { items, scenes, agreeing, withGap } = await walkBoth(deps, settlement);
  await deps.lookAtAsked();
  const counts = createGapCounts(db);
  const report: CompareReport = {
    startedAt,
    ms: clock.now() - startedAt,
    scenes,
    items,
    opened: settlement.opened,
    closed: settlement.closed,
    counts: counts.byKind(),
    agreement: agreementOf(agreeing, withGap + counts.withoutScene()),
  };
  meta.set("asOf", startedAt);
  meta.set("lastRun", report);
  return report;
};
