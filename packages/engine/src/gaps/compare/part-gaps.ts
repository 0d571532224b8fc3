import { foldPath, normalisePath, plexToStash, type PathRule } from "@stash2plex/shared/paths";

import { fileSubject, type Difference } from "../difference.ts";
import type { GapReason } from "../gap.ts";
import type { TwinNames } from "../verdicts/twin-names.ts";
import type { JudgedPart } from "./item-look.ts";
import type { ItemRow } from "./item-rows.ts";

interface Why extends Partial<Pick<Difference, "sceneId" | "stashPath">> {
  readonly reason: GapReason;
  readonly details: string | null;
}

/** A part without a scene, and why it has none. */
export type PartGap = (item: ItemRow, judged: JudgedPart) => Difference;

export const createPartGap = (rules: readonly PathRule[], twins: TwinNames): PartGap => {
  const whyNone = (file: string): Why => {
    if (rules.length > 0 && plexToStash(rules, file) === null) {
      return { reason: "unmapped", details: null };
    }
    const twin = twins.wildcard(normalisePath(file));
    return twin === null
      ? { reason: "not-in-stash", details: null }
      : { reason: "wildcard-twin", details: twin };
  };
  const whyOf = ({ part, verdict, caseTwin }: JudgedPart): Why => {
    if (caseTwin !== null) return { reason: "case-twin", details: caseTwin };
    switch (verdict.outcome) {
      case "ambiguous":
        return { reason: "ambiguous", details: verdict.sceneIds.join(", ") };
      case "filtered": {
        const { sceneId, path, why } = verdict;
        return { reason: "filtered", details: why, sceneId, stashPath: path };
      }
      case "matched":
      case "none":
        return whyNone(part.file);
    }
  };
  return (item, judged) => ({
    kind: "plex-only",
    subject: fileSubject(foldPath(judged.part.file)),
    sceneId: null,
    itemId: item.id,
    sectionKey: item.sectionKey,
    stashPath: null,
    plexPath: judged.part.file,
    title: item.title,
    ...whyOf(judged),
  });
};
