import type { StashId } from "@stash2plex/shared/stash";

import { rungName } from "../../matching/explain.ts";
import type { MirroredItem, MirroredSection } from "../../plex-mirror/plex-mirror.ts";
import { decidePart, type DecidePartDeps } from "../find-items/decide-part.ts";

export interface AdoptDecision {
  /** Null: it is left as it is. */
  readonly sceneId: StashId | null;
  readonly reason: string;
}

const left = (reason: string): AdoptDecision => ({ sceneId: null, reason });

/** The scene that every part of an item belongs to by the ladder, as in an automatic match; else why there is none. */
export const adoptDecision = (
  item: MirroredItem,
  section: MirroredSection,
  deps: DecidePartDeps,
): AdoptDecision => {
  const decisions = item.parts.map((part) => decidePart(part, section, deps));
  const undecided = decisions.find(({ outcome }) => outcome !== "matched");
  if (undecided !== undefined) return left(`${undecided.outcome}: ${undecided.summary}`);
  const chosen = decisions.flatMap(({ candidates }) => candidates.slice(0, 1));
  const [first] = chosen;
  if (first === undefined) return left("the item has no file");
  const scenes = [...new Set(chosen.map(({ sceneId }) => sceneId))];
  if (scenes.length > 1) return left(`ambiguous: its files are of scenes ${scenes.join(", ")}`);
  return { sceneId: first.sceneId, reason: `${rungName(first.rung)}: ${first.reason}` };
};
