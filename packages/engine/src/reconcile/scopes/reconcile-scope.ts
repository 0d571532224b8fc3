import { digestOf } from "@stash2plex/shared/item";
import type { StashId } from "@stash2plex/shared/stash";

import type { ReconcileReport, ReconcileScope, RunProgress } from "../../engine/engine.ts";
import { operationInWords } from "../explain/operation-words.ts";
import type { FoundItem } from "../find-items/find-items.ts";
import { observeItems } from "../observe/observe-items.ts";
import { closedGate, qualityNote } from "../plan/gates.ts";
import { priorities } from "../queue.ts";
import type { ReconcileParts } from "../scene-deps.ts";
import { planScene } from "../scene-plan.ts";
import { findSceneItems, viewScene, type SceneView } from "../scene-view.ts";
import { createIsSince, scopeMs } from "./scopes-of-time.ts";

export interface ScopeDeps extends ReconcileParts {
  /** Lets others have the thread. */
  readonly pause: () => Promise<void>;
}

export interface ReconcileOptions {
  readonly dryRun: boolean;
  readonly signal?: AbortSignal;
  /** Told between batches. */
  readonly onProgress?: (progress: RunProgress) => void;
}

const pageSize = 500;
/** Scenes between two pauses: a few milliseconds of look-ups. */
const batchSize = 25;
const previewLines = 100;

async function* sceneIdsOf(scope: ReconcileScope, deps: ScopeDeps): AsyncGenerator<StashId> {
  if (scope.kind === "scenes") {
    yield* new Set(scope.ids);
    return;
  }
  const isSince = createIsSince(deps.db);
  const since =
    scope.kind === "recent" || scope.kind === "week"
      ? deps.clock.now() - scopeMs[scope.kind]
      : null;
  for (let after = 0; ;) {
    const ids = deps.mirror.reader.sceneIds(after, pageSize);
    for (const id of ids) if (since === null || isSince(id, since)) yield id;
    await deps.pause();
    const last = ids.at(-1);
    if (last === undefined) return;
    after = last;
  }
}

interface Candidate {
  readonly sceneId: StashId;
  readonly view: SceneView;
  readonly found: readonly FoundItem[];
}

/** Whether nothing speaks for a look at Plex: everything was brought there and taken. */
const isKnownEqual = ({ view, found }: Candidate, { pushes }: ScopeDeps): boolean => {
  const digest = digestOf(view.desired);
  return found.every(({ item }) => {
    const record = pushes.of(item.id);
    return record?.digest === digest && record.incomplete.length === 0;
  });
};

/** The scene as work, or why it is left out. */
const candidateOf = (
  sceneId: StashId,
  scope: ReconcileScope,
  deps: ScopeDeps,
): Candidate | string => {
  const view = viewScene(sceneId, deps);
  if (view === null) return "not in our copy of Stash";
  const { facts, policy, desired, filtered } = view;
  const found = findSceneItems(sceneId, deps);
  if (found.length === 0) return filtered === null ? "not in Plex" : "kept out by a setting";
  const gate = closedGate(facts, policy) ?? qualityNote(desired, facts, policy);
  if (gate !== null) return gate.text;
  const candidate = { sceneId, view, found };
  if (scope.kind === "missing" && isKnownEqual(candidate, deps)) return "up to date";
  return candidate;
};

const previewOf = async (
  { sceneId, view, found }: Candidate,
  deps: ScopeDeps,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> => {
  const ids = found.map(({ item }) => item.id);
  const documents = await observeItems(ids, deps, signal);
  const { plan } = planScene(sceneId, view, found, documents, deps);
  return plan.operations.map(
    (operation) => `scene ${sceneId} "${view.desired.title}", ${operationInWords(operation)}`,
  );
};

/**
 * Puts the scenes of a scope that Plex has into the queue. A dry run puts none there: it counts those it would, and
 * says of the first ones what would be done. Rejects with a `PmsError` when Plex cannot be asked in a dry run.
 */
export const reconcileScope = async (
  scope: ReconcileScope,
  { dryRun, signal, onProgress }: ReconcileOptions,
  deps: ScopeDeps,
): Promise<ReconcileReport> => {
  const skipped: Record<string, number> = {};
  const preview: string[] = [];
  let checked = 0;
  let enqueued = 0;
  let batch: StashId[] = [];
  const flush = async (): Promise<void> => {
    if (!dryRun) {
      const work = batch.map((sceneId) => ({
        sceneId,
        priority: priorities.bulk,
        cause: "reconcile",
      }));
      deps.queue.add(work);
    }
    batch = [];
    const total = scope.kind === "scenes" ? new Set(scope.ids).size : null;
    onProgress?.({ name: "reconcile", checked, total, chosen: enqueued });
    await deps.pause();
  };
  for await (const sceneId of sceneIdsOf(scope, deps)) {
    signal?.throwIfAborted();
    checked += 1;
    const candidate = candidateOf(sceneId, scope, deps);
    if (typeof candidate === "string") skipped[candidate] = (skipped[candidate] ?? 0) + 1;
    else {
      enqueued += 1;
      batch.push(sceneId);
      if (dryRun && preview.length < previewLines) {
        preview.push(...(await previewOf(candidate, deps, signal)));
      }
    }
    if (checked % batchSize === 0) await flush();
  }
  await flush();
  return { checked, enqueued, skipped, preview: preview.slice(0, previewLines) };
};
