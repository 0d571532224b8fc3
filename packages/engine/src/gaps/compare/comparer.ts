import { errorMessage } from "@stash2plex/shared/error-message";

import type { AskedFiles } from "../asked/asked-files.ts";
import type { DesiredDigests } from "../digests/desired-digests.ts";
import { forgetOldGaps } from "../forget-old-gaps.ts";
import type { GapDeps } from "../gap-deps.ts";
import { GapError } from "../gap-error.ts";
import type { GapMeta } from "../gap-meta.ts";
import type { CompareReport } from "../gap.ts";
import type { GapRows } from "../gap-rows.ts";
import { runCompare } from "./compare.ts";

export interface Comparer {
  /** Joins a comparison that runs. */
  compare(): Promise<CompareReport>;
  cancel(): boolean;
  /** Why the sides cannot be compared now, as a sentence with the remedy; null: they can. */
  problem(): string | null;
  stop(): Promise<void>;
}

export interface ComparerDeps extends GapDeps {
  readonly rows: GapRows;
  readonly meta: GapMeta;
  readonly digests: DesiredDigests;
  readonly asked: AskedFiles;
}

const stashProblem = ({ mirror }: GapDeps): string | null => {
  const { phase, frozen, stash } = mirror.status();
  if (frozen !== null) {
    return `Nothing is compared while Stash may be another library than before: ${frozen.reason}`;
  }
  if (phase === "ready") return null;
  const away = stash.problem === null ? "" : ` ${stash.problem}`;
  return `Stash has not been copied yet: compare again when the first copy is complete.${away}`;
};

const cancelled = (): GapError => new GapError("cancelled", "The comparison was cancelled.");

export const createComparer = (deps: ComparerDeps): Comparer => {
  const { db, mirror, plex, offReason, clock, logger, pause, asked } = deps;
  let running: Promise<CompareReport> | null = null;
  let ending: AbortController | null = null;

  const problem = (): string | null => {
    if (plex === null) {
      return offReason ?? "Stash2Plex does not know Plex here: set PLEX_URL and PLEX_TOKEN.";
    }
    return stashProblem(deps);
  };
  const sectionsProblem = (): string | null => {
    const sections = plex?.reader.sections() ?? [];
    if (sections.some(({ watched, type }) => watched && type === "movie")) return null;
    return "No film library of Plex concerns Stash2Plex: choose it as the agent of a library, or name libraries in PLEX_SECTIONS.";
  };
  /** Both copies as the servers are now: a person compares to see what was done a moment ago. */
  const readBoth = async (
    known: NonNullable<GapDeps["plex"]>,
    signal: AbortSignal,
  ): Promise<void> => {
    const reading = async (who: string, read: Promise<void>): Promise<void> => {
      try {
        await read;
      } catch (error) {
        if (signal.aborted) throw cancelled();
        throw new GapError("cannot-compare", `${who} could not be read: ${errorMessage(error)}`);
      }
    };
    await reading("Stash", mirror.follow(signal));
    // Deletions and merges tell nobody (docs/reference/stash.md, fact 8).
    await reading("Stash", mirror.run("id-pass"));
    await reading("Plex", known.fullPass(signal));
    const { reachable, problem: away } = mirror.status().stash;
    if (reachable === false) throw new GapError("cannot-compare", away ?? "Stash does not answer.");
  };
  const run = async (signal: AbortSignal): Promise<CompareReport> => {
    const between = async (): Promise<void> => {
      await pause();
      if (signal.aborted) throw cancelled();
      const fault = stashProblem(deps);
      if (fault !== null) throw new GapError("cannot-compare", fault);
    };
    // Where Plex is not known, files that it asked about are all there is to look at.
    if (plex === null && stashProblem(deps) === null) await asked.lookAgain(false, between);
    const fault = problem();
    if (plex === null || fault !== null) throw new GapError("cannot-compare", fault ?? "");
    await readBoth(plex, signal);
    const noSection = sectionsProblem();
    if (noSection !== null) throw new GapError("cannot-compare", noSection);
    const lookAtAsked = (): Promise<void> => asked.lookAgain(true, between);
    const report = await runCompare({ ...deps, plex, between, lookAtAsked });
    await forgetOldGaps(db, clock.now(), between);
    logger.debug("Both sides were compared", { ...report });
    return report;
  };
  return {
    compare: () => {
      if (running !== null) return running;
      const controller = new AbortController();
      ending = controller;
      running = run(controller.signal).finally(() => {
        running = null;
        ending = null;
      });
      return running;
    },
    cancel: () => {
      ending?.abort();
      return ending !== null;
    },
    problem,
    stop: async () => {
      ending?.abort();
      await running?.catch(() => undefined);
    },
  };
};
