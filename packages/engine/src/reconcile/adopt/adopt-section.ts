import { errorMessage } from "@stash2plex/shared/error-message";
import { sceneIdOfGuid } from "@stash2plex/shared/plex";
import { PmsError, type PmsItem } from "@stash2plex/shared/pms";

import type { AdoptRow, RunProgress } from "../../engine/engine.ts";
import type {
  MirroredItem,
  MirroredSection,
  PlexMirrorReader,
} from "../../plex-mirror/plex-mirror.ts";
import { isSameTitle } from "../../plex-mirror/section-title.ts";
import { applyOperations } from "../apply/apply-operations.ts";
import { ladderOf } from "../find-items/ladder.ts";
import { observeItems } from "../observe/observe-items.ts";
import { priorities } from "../queue.ts";
import type { ReconcileParts } from "../scene-deps.ts";
import { viewScene } from "../scene-view.ts";
import { adoptDecision } from "./adopt-decision.ts";

export interface AdoptDeps extends ReconcileParts {
  /** Lets others have the thread. */
  readonly pause: () => Promise<void>;
}

export interface AdoptOptions {
  readonly dryRun: boolean;
  /** Items at most that are matched, or would be. */
  readonly limit?: number;
  readonly signal?: AbortSignal;
  /** Told between pages. */
  readonly onProgress?: (progress: RunProgress) => void;
}

/** Items between two pauses: a few milliseconds of look-ups. */
const pageSize = 25;

/** Why adopting cannot begin; the message is a sentence. */
export class AdoptError extends Error {
  override readonly name = "AdoptError";
}

const sectionOf = (name: string, reader: PlexMirrorReader): MirroredSection => {
  const films = reader.sections().filter(({ type }) => type === "movie");
  const section =
    films.find(({ key }) => key === name.trim()) ??
    films.find(({ title }) => isSameTitle(title, name));
  if (section === undefined) {
    const known = films.map(({ title }) => `"${title}"`).join(", ");
    throw new AdoptError(`Plex has no film section "${name}"; it has ${known || "none"}.`);
  }
  if (!section.watched) {
    throw new AdoptError(
      `The section "${section.title}" is not watched: put its name into PLEX_SECTIONS, then adopt it.`,
    );
  }
  return section;
};

/** Failures that concern the server, not one item: adopting stops, and goes on from there when it is run again. */
const endsTheRun = (error: unknown): boolean =>
  !(error instanceof PmsError) ||
  error.class === "down" ||
  error.class === "unauthorized" ||
  error.class === "aborted";

/** Matches one item and makes sure that it is the same item as before, watched as often as before. */
const matchItem = async (
  row: AdoptRow,
  item: MirroredItem,
  deps: AdoptDeps,
  signal: AbortSignal | undefined,
): Promise<AdoptRow> => {
  const { sceneId } = row;
  const view = sceneId === null ? null : viewScene(sceneId, deps);
  if (sceneId === null || view === null) return row;
  const before = await observeItems([item.id], deps, signal);
  const was = before.get(item.id);
  if (was === undefined) return { ...row, outcome: "failed", reason: "Plex has it no more" };
  const { identifier } = view.policy;
  if (sceneIdOfGuid(identifier, was.guid) !== null) return { ...row, outcome: "already-ours" };
  const { guid, title, year } = view.desired;
  const to = { guid, name: title, ...(year !== undefined && { year }) };
  const operation = { kind: "match", itemId: item.id, sectionKey: item.sectionKey, ...to } as const;
  await applyOperations([operation], before, deps, signal);
  const is = (await observeItems([item.id], deps, signal)).get(item.id);
  if (is?.guid !== guid) {
    return { ...row, outcome: "failed", reason: "Plex did not take over the match" };
  }
  deps.queue.add([{ sceneId, priority: priorities.bulk, cause: "adopt" }]);
  return { ...row, outcome: "matched", reason: reasonAfter(row.reason, was, is, deps) };
};

const reasonAfter = (reason: string, was: PmsItem, is: PmsItem, { logger }: AdoptDeps): string => {
  if (was.viewCount === is.viewCount) return reason;
  logger.warn("Plex changed how often an item was watched while it was adopted", {
    itemId: is.id,
    before: was.viewCount,
    after: is.viewCount,
  });
  return `${reason}; watched ${was.viewCount} times before, ${is.viewCount} after`;
};

const tried = async (
  row: AdoptRow,
  item: MirroredItem,
  deps: AdoptDeps,
  signal: AbortSignal | undefined,
): Promise<AdoptRow> => {
  try {
    return await matchItem(row, item, deps, signal);
  } catch (error) {
    if (endsTheRun(error)) throw error;
    const reason = errorMessage(error);
    return { ...row, outcome: "failed", reason };
  }
};

/** What becomes of an item without asking Plex; null: it is ours already. */
const rowOf = (item: MirroredItem, section: MirroredSection, deps: AdoptDeps): AdoptRow | null => {
  if (sceneIdOfGuid(deps.policy().identifier, item.guid) !== null) return null;
  const { sceneId, reason } = deps.mirror.reader.atOnce(() =>
    adoptDecision(item, section, ladderOf(deps)),
  );
  return {
    itemId: item.id,
    file: item.parts[0]?.file ?? "",
    title: item.title,
    sceneId,
    reason,
    outcome: sceneId === null ? "left" : "would-match",
  };
};

/**
 * Brings the items of a section over to our guids, one by one: those for which the ladder is as sure as in an automatic
 * match. What is ours already is passed by, so a run that was ended goes on where it was. Rejects with an `AdoptError`,
 * or with the `PmsError` of a Plex that is away.
 */
export const adoptSection = async (
  name: string,
  { dryRun, limit = Infinity, signal, onProgress }: AdoptOptions,
  deps: AdoptDeps,
): Promise<readonly AdoptRow[]> => {
  const { reader } = deps.plex;
  const section = sectionOf(name, reader);
  const rows: AdoptRow[] = [];
  const total = reader.itemIds(section.key, 0, Number.MAX_SAFE_INTEGER).length;
  let checked = 0;
  let chosen = 0;
  for (let after = 0; chosen < limit;) {
    const ids = reader.itemIds(section.key, after, pageSize);
    for (const id of ids) {
      signal?.throwIfAborted();
      if (chosen >= limit) break;
      checked += 1;
      const item = reader.item(id);
      const row = item === null ? null : rowOf(item, section, deps);
      if (item === null || row === null) continue;
      if (row.sceneId !== null) chosen += 1;
      rows.push(dryRun || row.sceneId === null ? row : await tried(row, item, deps, signal));
    }
    onProgress?.({ name: "adopt", checked, total, chosen });
    await deps.pause();
    const last = ids.at(-1);
    if (last === undefined) break;
    after = last;
  }
  return rows;
};
