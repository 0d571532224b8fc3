import { errorMessage } from "@stash2plex/shared/error-message";
import { digestOf, type DesiredItem } from "@stash2plex/shared/item";
import type { StashId } from "@stash2plex/shared/stash";

import type { SceneExplanation } from "../../engine/engine.ts";
import { rungName } from "../../matching/explain.ts";
import type { FoundItem } from "../find-items/find-items.ts";
import { observeItems } from "../observe/observe-items.ts";
import { closedGate, qualityNote } from "../plan/gates.ts";
import type { ObservedItem } from "../plan/plan-input.ts";
import type { QueueRow, SyncQueue } from "../queue.ts";
import type { ReconcileParts } from "../scene-deps.ts";
import { planScene } from "../scene-plan.ts";
import { findSceneItems, viewScene, type SceneView } from "../scene-view.ts";
import { planInWords } from "./operation-words.ts";

export interface ExplainDeps extends Omit<ReconcileParts, "queue"> {
  readonly queue: Pick<SyncQueue, "row">;
}

const timeOf = (ms: number): string => new Date(ms).toISOString();

const list = (name: string, values: readonly string[]): string =>
  `  ${name}: ${values.length === 0 ? "-" : values.join(", ")}`;

const desiredLines = (desired: DesiredItem): readonly string[] => [
  `Desired item ${desired.ratingKey} (digest ${digestOf(desired)})`,
  `  title: ${desired.title}`,
  list("date", [desired.originallyAvailableAt ?? ""].filter(Boolean)),
  list("studio", [desired.studio ?? ""].filter(Boolean)),
  list("genres", desired.genres),
  list("collections", desired.collections),
  list(
    "performers",
    desired.roles.map(({ name }) => name),
  ),
];

const filterLines = ({ filtered, facts, policy, desired }: SceneView): readonly string[] => {
  const gate = closedGate(facts, policy) ?? qualityNote(desired, facts, policy);
  return [
    ...(filtered === null ? [] : [`Not matched: ${filtered}.`]),
    ...(gate === null ? [] : [gate.text]),
  ];
};

const foundLine = ({ item, section, by, movedTo, otherScenes }: FoundItem): string => {
  const how = by === "guid" ? "guid" : rungName(by);
  const others =
    otherScenes.length === 0 ? "" : `; its files are also of ${otherScenes.join(", ")}`;
  const moved = movedTo === null ? "" : `; its file belongs to scene ${movedTo} now`;
  const file = item.parts[0]?.file ?? "no file";
  return `Item ${item.id} in ${section.title}, found by ${how}: ${file}${others}${moved}`;
};

const itemLines = (
  { item, ownership }: ObservedItem,
  { pushes }: Pick<ExplainDeps, "pushes">,
): readonly string[] => {
  const record = pushes.of(item.id);
  const missing =
    record === null || record.incomplete.length === 0
      ? ""
      : `, without ${record.incomplete.join(", ")}, which Plex did not take`;
  return [
    `  item ${item.id} is ${ownership}, ${item.guid}`,
    list("locked in Plex", [...item.locked]),
    record === null
      ? "  never brought up to date"
      : `  brought to digest ${record.digest} at ${timeOf(record.at)}${missing}`,
  ];
};

const queueLine = (row: QueueRow | null): string => {
  if (row === null) return "Not in the queue.";
  const state = row.running ? "running now" : `due at ${timeOf(row.dueAt)}`;
  const error = row.error === null ? "" : `; last error: ${row.error}`;
  return `In the queue, ${state}, because of ${row.causes.join(", ")}, attempts ${row.attempts}${error}`;
};

/** Items as Plex has them now and what would be done; when Plex does not answer, that is said instead. */
const plexLines = async (
  sceneId: StashId,
  view: SceneView,
  found: readonly FoundItem[],
  deps: ExplainDeps,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> => {
  if (found.length === 0) return ["Plex has no item of this scene in a watched section."];
  try {
    const ids = found.map(({ item }) => item.id);
    const documents = await observeItems(ids, deps, signal);
    const { items, plan } = planScene(sceneId, view, found, documents, deps);
    const words = planInWords(plan);
    return [
      ...found.map(foundLine),
      ...items.flatMap((item) => itemLines(item, deps)),
      words.length === 0 ? "Nothing is to be done." : "To be done:",
      ...words.map((line) => `  ${line}`),
    ];
  } catch (error) {
    signal?.throwIfAborted();
    const reason = errorMessage(error);
    return [...found.map(foundLine), `Plex could not be asked: ${reason}`];
  }
};

/** A scene as the reconciler sees it, in words. Reads our copy of Stash, and Plex; writes nothing to Plex. */
export const explainScene = async (
  sceneId: StashId,
  deps: ExplainDeps,
  signal?: AbortSignal,
): Promise<SceneExplanation> => {
  const view = viewScene(sceneId, deps);
  const row = queueLine(deps.queue.row(sceneId));
  if (view === null) {
    return { sceneId, lines: [`Our copy of Stash has no scene ${sceneId}.`, row] };
  }
  const found = findSceneItems(sceneId, deps);
  return {
    sceneId,
    lines: [
      ...desiredLines(view.desired),
      ...filterLines(view),
      ...(await plexLines(sceneId, view, found, deps, signal)),
      row,
    ],
  };
};
