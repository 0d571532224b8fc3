import type { StashId } from "@stash2plex/shared/stash";

import { folderOf } from "../../reconcile/scan-missing.ts";
import { gapCauses, priorities, type Cause, type WorkRequest } from "../../reconcile/queue.ts";
import { explainGap } from "../explain-gap.ts";
import type { GapDeps } from "../gap-deps.ts";
import type { GapReader, StoredGap } from "../gap-reader.ts";
import {
  automaticRepairs,
  type Gap,
  type GapRepair,
  type GapSelection,
  type RepairReport,
} from "../gap.ts";

export interface RepairDeps {
  readonly reader: GapReader;
  readonly queue: NonNullable<GapDeps["queue"]>;
  readonly plex: NonNullable<GapDeps["plex"]>;
  readonly settings: Pick<GapDeps["settings"], "policy" | "isOurSection">;
  readonly pause: () => Promise<void>;
}

const perStep = 500;
const shown = 100;

/** What becomes of a gap: work for the queue, or a sentence why nothing is done about it. */
type Fate = { readonly work: WorkRequest | null } | { readonly left: string };

const withCause = (sceneId: StashId, cause: Cause): Fate => ({
  work: { sceneId, priority: priorities.bulk, cause },
});

const leftToTheirs: Fate = {
  left: 'Its library uses another agent, and PLEX_OTHER_AGENT is "leave". "stash2plex adopt" shows what taking the library over would do.',
};

const noScene: Fate = { left: "Stash has no scene for it: this is for a person to decide." };

const whereOf = ({ plexPath, stashPath, title }: Gap): string =>
  plexPath ?? stashPath ?? title ?? "?";

/** Puts work for gaps into the queue of the reconciler; a dry run only says what it would be. */
export const repairGaps = async (
  selection: GapSelection,
  { dryRun }: { readonly dryRun: boolean },
  { reader, queue, plex, settings, pause }: RepairDeps,
): Promise<RepairReport> => {
  const scenes = new Set<StashId>();
  const folders = new Set<string>();
  const repairs: Partial<Record<GapRepair, number>> = {};
  const left: Record<string, number> = {};
  const preview: string[] = [];
  let checked = 0;

  /** One scan of a folder finds all its files. */
  const scanFate = ({ sceneId, plexPath, sectionKey }: StoredGap): Fate => {
    if (sceneId === null) return noScene;
    const folder = `${sectionKey ?? ""} ${folderOf(plexPath ?? "")}`;
    if (folders.has(folder)) return { work: null };
    folders.add(folder);
    return withCause(sceneId, gapCauses.scan);
  };
  /** A library of another agent is not taken over by the way. */
  const matchFate = ({ sceneId, sectionKey, kind }: StoredGap): Fate => {
    if (sceneId === null) return noScene;
    const section = plex.reader.sections().find(({ key }) => key === sectionKey);
    const isTheirs = section !== undefined && !settings.isOurSection(section);
    if (kind === "unmatched" && isTheirs && settings.policy().otherAgent === "leave") {
      return leftToTheirs;
    }
    return withCause(sceneId, gapCauses.adopt);
  };
  const fateOf = (row: StoredGap, { repair, advice }: ReturnType<typeof explainGap>): Fate => {
    const { sceneId } = row;
    switch (repair) {
      case "push":
        return sceneId === null ? noScene : withCause(sceneId, "manual");
      case "match":
        return matchFate(row);
      case "scan-plex":
        return scanFate(row);
      case "scan-stash":
      case "add-path-rule":
      case "add-folder":
      case "rename-file":
      case "fix-match":
      case "change-filter":
      case "merge-items":
      case "split-item":
      case "remove-item":
        return { left: advice };
    }
  };
  const doing: Readonly<Partial<Record<GapRepair, string>>> = {
    push: "brought to Plex",
    match: "matched to its scene",
    "scan-plex": "looked for by a scan of its folder in Plex",
  };
  for (let after = 0; ;) {
    const rows = reader.selected(selection, after, perStep);
    const work: WorkRequest[] = [];
    for (const row of rows) {
      const gap = reader.toGap(row);
      const words = explainGap({ ...row, section: gap.section });
      const fate = fateOf(row, words);
      // What we could do and do not is told by why it is left.
      if (!("left" in fate && automaticRepairs.has(words.repair))) {
        repairs[words.repair] = (repairs[words.repair] ?? 0) + 1;
      }
      checked += 1;
      if ("left" in fate) left[fate.left] = (left[fate.left] ?? 0) + 1;
      else if (fate.work !== null && !scenes.has(fate.work.sceneId)) {
        scenes.add(fate.work.sceneId);
        work.push(fate.work);
      } else if (fate.work !== null) work.push(fate.work);
      if (preview.length < shown) {
        const what = "left" in fate ? `left: ${fate.left}` : (doing[words.repair] ?? words.advice);
        preview.push(`${gap.kind}/${gap.reason} ${whereOf(gap)}: ${what}`);
      }
    }
    if (!dryRun && work.length > 0) queue.add(work);
    if (rows.length < perStep) break;
    after = rows.at(-1)?.id ?? after;
    await pause();
  }
  return { dryRun, checked, enqueued: scenes.size, repairs, left, preview };
};
