import type { PmsItem, PmsItemId } from "@stash2plex/shared/pms";
import type { StashId } from "@stash2plex/shared/stash";

import { applyOperations } from "./apply/apply-operations.ts";
import type { FoundItem } from "./find-items/find-items.ts";
import { observeItems } from "./observe/observe-items.ts";
import type { Operation, PlanNote } from "./operation.ts";
import type { ObservedItem } from "./plan/plan-input.ts";
import { plan } from "./plan/plan.ts";
import type { ReconcileParts } from "./scene-deps.ts";
import { observedItem, planInput, type RunFacts } from "./scene-items.ts";
import type { SceneView } from "./scene-view.ts";
import { settleItems } from "./verify/settle-items.ts";
import { strayLocks } from "./verify/stray-locks.ts";

/** One run over the items of a scene. */
export interface Run {
  readonly sceneId: StashId;
  readonly view: SceneView;
  readonly found: readonly FoundItem[];
  readonly facts: Omit<RunFacts, "refreshed">;
  readonly signal: AbortSignal | undefined;
}

export interface RunReport {
  /** False: Plex has none of them any more. */
  readonly isInPlex: boolean;
  readonly operations: readonly Operation[];
  readonly notes: readonly PlanNote[];
}

const keptLock = ({ itemId, locks }: ReturnType<typeof strayLocks>[number]): PlanNote => ({
  itemId,
  code: "lock-kept",
  text: `Plex keeps ${Object.keys(locks).join(", ")} locked although it was edited unlocked and then unlocked: unlock it in Plex.`,
});

const nobody: ReadonlySet<PmsItemId> = new Set();

const observedOf = (
  { found, sceneId, view, facts }: Run,
  documents: ReadonlyMap<PmsItemId, PmsItem>,
  refreshed: ReadonlySet<PmsItemId>,
  parts: ReconcileParts,
): readonly ObservedItem[] =>
  found.flatMap((entry) => {
    const document = documents.get(entry.item.id);
    if (document === undefined) return [];
    return [observedItem(entry, document, sceneId, view, parts, { ...facts, refreshed })];
  });

/**
 * Observes the items of a scene, leaves to PMS what it can fetch by itself, reads back, edits what it did not take,
 * reads back, and remembers what was reached. An item that is as it should be costs one reading request.
 */
export const bringUpToDate = async (run: Run, parts: ReconcileParts): Promise<RunReport> => {
  const { view, found, signal } = run;
  const ids = found.map(({ item }) => item.id);
  const before = await observeItems(ids, parts, signal);
  for (const id of ids.filter((known) => !before.has(known))) {
    parts.pushes.forget(id);
    parts.uploads.forget(id);
  }
  const done: Operation[] = [];
  const notes: PlanNote[] = [];
  let documents = before;
  let refreshed = nobody;
  for (const stage of ["first", "repair"] as const) {
    const items = observedOf(run, documents, refreshed, parts);
    const next = plan(planInput(view, items, stage, parts));
    notes.push(...next.notes);
    if (next.operations.length === 0) break;
    const applied = await applyOperations(next.operations, documents, parts, signal);
    done.push(...next.operations);
    notes.push(...applied.notes);
    refreshed = applied.refreshed;
    documents = await observeItems([...documents.keys()], parts, signal);
  }
  const unlocking = strayLocks(done, before, documents);
  if (unlocking.length > 0) {
    await applyOperations(unlocking, documents, parts, signal);
    done.push(...unlocking);
    documents = await observeItems([...documents.keys()], parts, signal);
    notes.push(...strayLocks(done, before, documents).map(keptLock));
  }
  const written = new Set(done.map(({ itemId }) => itemId));
  settleItems(observedOf(run, documents, nobody, parts), before, written, view, parts);
  return { isInPlex: before.size > 0, operations: done, notes };
};
