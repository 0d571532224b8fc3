import { digestOf } from "@stash2plex/shared/item";

import { bringUpToDate } from "./bring-up-to-date.ts";
import { handOverItems } from "./handed-over.ts";
import { closedGate } from "./plan/gates.ts";
import { gapCauses, priorities, type Cause, type Work, type WorkOutcome } from "./queue.ts";
import { scanFor, scanPlaceOf } from "./scan-missing.ts";
import { createReconcileParts, type ReconcileDeps, type ReconcileParts } from "./scene-deps.ts";
import type { RunFacts } from "./scene-items.ts";
import { frozenMs, outcomeOf } from "./scene-outcome.ts";
import { findSceneItems, viewScene, type SceneView } from "./scene-view.ts";
import { servedBefore } from "./verify/served-before.ts";

/** Brings the items of one scene up to date and says what became of it. */
export type ReconcileScene = (work: Work, signal?: AbortSignal) => Promise<WorkOutcome>;

const done: WorkOutcome = { kind: "done" };

/** While scenes are still being copied, a name that is the only one of its kind may not stay so. */
const syncingMs = 30_000;

/** Somebody asks for this scene by hand: what Plex refused before is tried once more. */
const insistentCauses: ReadonlySet<Cause> = new Set(["manual", "reconcile", gapCauses.adopt]);

/** Somebody asks to have the items of just this scene matched to it. */
const viewFor = (view: SceneView, { causes }: Work): SceneView =>
  causes.includes(gapCauses.adopt)
    ? { ...view, policy: { ...view.policy, otherAgent: "adopt" } }
    : view;

const factsOf = (
  work: Work,
  before: SceneView | null,
  now: SceneView,
): Omit<RunFacts, "refreshed"> => {
  const moved = before !== null && digestOf(before.desired) !== digestOf(now.desired);
  return {
    served: moved ? servedBefore(before.desired, before.facts, now.policy) : null,
    imported: work.causes.length > 0 && work.causes.every((cause) => cause === "plex-import"),
    retriesRefused: work.causes.some((cause) => insistentCauses.has(cause)),
  };
};

/** Plex does not have the scene: it is waited for, and by setting Plex is asked to look, once. */
const notInPlex = async (
  work: Work,
  view: SceneView,
  parts: ReconcileParts,
  signal: AbortSignal | undefined,
): Promise<WorkOutcome> => {
  if (view.filtered !== null || closedGate(view.facts, view.policy) !== null) return done;
  const { plex, rules, pms, gaps } = parts;
  const byPath = view.path === null ? null : scanPlaceOf(view.path, plex.reader, rules());
  const place = byPath ?? gaps.placeOf(work.sceneId);
  const wantsScan = view.policy.scanMissing || work.causes.includes(gapCauses.scan);
  if (wantsScan && work.waitingSince === null && place !== null) {
    await scanFor(place, pms, signal);
    return {
      kind: "waiting",
      reason: `Plex does not have the scene yet; it scans ${place.folder}.`,
    };
  }
  return { kind: "waiting", reason: "Plex does not have the scene in a watched section yet." };
};

const reconcile = async (
  work: Work,
  parts: ReconcileParts,
  signal: AbortSignal | undefined,
): Promise<WorkOutcome> => {
  const { mirror, queue, logger, clock } = parts;
  const { sceneId } = work;
  const { frozen, phase } = mirror.status();
  if (frozen !== null) return { kind: "postponed", untilMs: clock.now() + frozenMs };
  if (phase === "empty" || phase === "first-sync") {
    return { kind: "postponed", untilMs: clock.now() + syncingMs };
  }
  const before = viewScene(sceneId, parts);
  const answers = await mirror.readScenes([sceneId], signal);
  const view = answers.get(sceneId) === "gone" ? null : viewScene(sceneId, parts);
  if (view === null) {
    await handOverItems(sceneId, parts, clock.now(), signal);
    return done;
  }
  const all = findSceneItems(sceneId, parts);
  // A file that belongs to another scene now takes its item with it: that scene's run matches it.
  const heirs = all.flatMap(({ movedTo }) => (movedTo === null ? [] : [movedTo]));
  queue.add(heirs.map((id) => ({ sceneId: id, priority: priorities.bulk, cause: "moved" })));
  const found = all.filter(
    ({ movedTo, by }) => movedTo === null && (view.filtered === null || by === "guid"),
  );
  if (found.length === 0) {
    return heirs.length > 0 ? done : notInPlex(work, view, parts, signal);
  }
  const facts = factsOf(work, before, view);
  const run = { sceneId, view: viewFor(view, work), found, facts, signal };
  const report = await bringUpToDate(run, parts);
  if (!report.isInPlex) return notInPlex(work, view, parts, signal);
  logger.debug("Scene compared with Plex", {
    sceneId,
    items: found.length,
    operations: report.operations.map(({ kind, itemId }) => `${kind} ${itemId}`),
    notes: report.notes.map(({ text }) => text),
  });
  return done;
};

/**
 * The handler of the queue. Rejects only with a refused token (the worker pauses) and when the caller ends it; every
 * other failure is an outcome.
 */
export const createReconcileScene = (deps: ReconcileDeps): ReconcileScene => {
  const parts = createReconcileParts(deps);
  return async (work, signal) => {
    try {
      return await reconcile(work, parts, signal);
    } catch (error) {
      signal?.throwIfAborted();
      return outcomeOf(error, deps.clock.now());
    }
  };
};
