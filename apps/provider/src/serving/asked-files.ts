import type { AskedFile, GapService } from "@stash2plex/engine/gaps";
import type { MatchAnswer } from "@stash2plex/engine/matching";
import type { Clock, Timer } from "@stash2plex/shared/clock";
import type { Logger } from "@stash2plex/shared/log";
import type { MatchRequest } from "@stash2plex/shared/plex";
import { LRUCache } from "lru-cache";

/** What the gaps are told of Plex's questions. */
export interface AskedFiles {
  /** The ladder has decided. Only a miss is told: matches are found by a comparison, and there are many. */
  decided(request: MatchRequest, answer: MatchAnswer): void;
  /** Plex was answered this scene. Told only for a file that was missed before. */
  matched(request: MatchRequest, sceneId: number): void;
  /** Learns what was missed before this program was started. Never rejects. */
  recall(): Promise<void>;
  /** Tells what is left, and nothing after that. Never rejects. */
  close(): Promise<void>;
}

const tellEveryMs = 1_000;
/** Of a scan that goes on while the thread is busy; a word that gets lost does no harm. */
const mostWaiting = 5_000;
const mostMissed = 20_000;
const recalledPage = 1_000;

const baseNameOf = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);

/** Gathers the files that Plex asks about, and hands them over in batches. */
export function createAskedFiles(deps: {
  readonly gaps: Pick<GapService, "noteAsked" | "page">;
  readonly clock: Clock;
  readonly logger: Logger;
}): AskedFiles {
  const { gaps, clock, logger } = deps;
  const waiting = new Map<string, AskedFile>();
  const missed = new LRUCache<string, true>({ max: mostMissed });
  /** Files that were missed before this start, by base name: a gap may hold the whole path. */
  const missedBefore = new Map<string, number>();
  let timer: Timer | null = null;
  let telling: Promise<void> | null = null;
  let closed = false;

  const tell = async (): Promise<void> => {
    const files = [...waiting.values()];
    waiting.clear();
    try {
      await gaps.noteAsked(files);
    } catch (error) {
      logger.debug("What Plex asked about could not be written down; a comparison finds it", {
        files: files.length,
        error,
      });
    }
  };
  const schedule = (): void => {
    if (timer !== null || telling !== null || closed || waiting.size === 0) return;
    timer = clock.setTimeout(() => {
      timer = null;
      telling = tell().finally(() => {
        telling = null;
        schedule();
      });
    }, tellEveryMs);
  };
  /** Whether a file was missed; it is not any more. */
  const wasMissed = (filename: string): boolean => {
    if (missed.delete(filename)) return true;
    if (missedBefore.size === 0) return false;
    const baseName = baseNameOf(filename);
    const count = missedBefore.get(baseName) ?? 0;
    if (count > 1) missedBefore.set(baseName, count - 1);
    else missedBefore.delete(baseName);
    return count > 0;
  };
  const recallPage = async (cursor: string | null): Promise<string | null> => {
    const kind = "plex-only";
    const page = await gaps.page({ kind, limit: recalledPage, ...(cursor !== null && { cursor }) });
    for (const { plexPath } of page.gaps) {
      const baseName = baseNameOf(plexPath ?? "");
      missedBefore.set(baseName, (missedBefore.get(baseName) ?? 0) + 1);
    }
    return page.next;
  };
  const add = (file: AskedFile): void => {
    if (waiting.size >= mostWaiting && !waiting.has(file.filename)) return;
    waiting.set(file.filename, file);
    schedule();
  };
  return {
    decided: ({ filename, title = null, manual }, { outcome, candidates }) => {
      if (manual || outcome === "matched" || filename === undefined || filename === "") return;
      missed.set(filename, true);
      const sceneIds = candidates.map(({ sceneId }) => sceneId);
      add({ filename, title, outcome, sceneIds, at: clock.now() });
    },
    matched: ({ filename, title = null }, sceneId) => {
      if (filename === undefined || !wasMissed(filename)) return;
      add({ filename, title, outcome: "matched", sceneIds: [sceneId], at: clock.now() });
    },
    recall: async () => {
      try {
        let cursor: string | null = null;
        do cursor = await recallPage(cursor);
        while (cursor !== null && missedBefore.size < mostMissed && !closed);
      } catch (error) {
        logger.debug("The gaps of before could not be read; a comparison closes them", { error });
      }
    },
    close: async () => {
      closed = true;
      timer?.cancel();
      await telling;
      if (waiting.size > 0) await tell();
    },
  };
}
