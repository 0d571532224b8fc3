import type { GapReason } from "@stash2plex/engine/gaps";

import type { GapStage, ReportedGap } from "./gap-stage.ts";
import type { GapWorld } from "./gap-world.ts";

/** A gap that must be reported. */
export interface ExpectedGap {
  readonly kind: string;
  readonly reason: GapReason;
  /** Null: the gap is of no scene. */
  readonly sceneId: number | null;
  /** As the side sees it that has the file: Stash for `stash-only`, else Plex. */
  readonly path: string;
}

/** What a seed does, in the order of the steps. Between them the provider is off or may not write. */
export interface Seed {
  /** The provider may write: it makes records of its own. */
  readonly early?: (stage: GapStage) => void | Promise<void>;
  /** The provider is off. */
  readonly change?: (stage: GapStage) => void | Promise<void>;
  readonly expected: readonly ExpectedGap[];
  /** What the repair of everything leaves. @default what is expected */
  readonly afterRepair?: readonly ExpectedGap[];
  /** What people do about the rest, as the advice says. */
  readonly byHand?: (stage: GapStage) => void | Promise<void>;
  /** Path rules that people add: Plex, Stash. */
  readonly rule?: readonly [plex: string, stash: string];
}

export type Plant = (world: GapWorld) => Seed;

/** Of these the design does not say which of the scenes in question is told. */
const anyScene: ReadonlySet<string> = new Set(["wildcard-twin", "case-twin", "scene-merged"]);
/** Of these the design does not say which of the items is told. */
const anyPath: ReadonlySet<string> = new Set(["two-items"]);

const lineOf = ({ kind, reason, sceneId, path }: ExpectedGap): string => {
  const scene = anyScene.has(reason) ? "any scene" : `scene ${sceneId ?? "-"}`;
  return `${kind} ${reason}, ${scene}, ${anyPath.has(reason) ? "any path" : path}`;
};

/** Lines that can be compared with those of `reportedLines`. */
export const expectedLines = (gaps: readonly ExpectedGap[]): readonly string[] =>
  gaps.map(lineOf).sort();

export const reportedLines = (gaps: readonly ReportedGap[]): readonly string[] =>
  gaps
    .map(({ kind, reason, sceneId, stashPath, plexPath }) => {
      const path = (kind === "stash-only" ? stashPath : plexPath) ?? "no path";
      return lineOf({ kind, reason: reason as GapReason, sceneId, path });
    })
    .sort();
