import { createToldStatus, type ToldStatus } from "../told-status.ts";
import type { MirrorMeta } from "./mirror-meta.ts";
import type { MirrorProgress, MirrorStatus } from "./mirror-status.ts";
import type { MirrorWriter } from "./mirror-writer.ts";

export type StatusListener = (status: MirrorStatus) => void;

/** A failure as people see it. */
export interface Problem {
  readonly message: string;
  readonly code: string;
}

/** Knows the state of the mirror and tells listeners about every change of it. */
export interface StatusKeeper extends ToldStatus<MirrorStatus> {
  fresh(asOf: number): void;
  freshAsOf(): number | null;
  progress(progress: MirrorProgress | null): void;
  reached(version: string | null): void;
  notReached(problem: Problem): void;
  storeProblem(sentence: string | null): void;
}

type StashStatus = MirrorStatus["stash"];

const phaseOf = (meta: MirrorMeta, scenes: number, syncing: boolean): MirrorStatus["phase"] => {
  if (meta.get("frozen") !== null) return "frozen";
  if (meta.get("sync")?.step === "done") return "ready";
  return syncing || scenes > 0 ? "first-sync" : "empty";
};

/** What a status is made of: what is stored, and how much of it there is. */
export type StatusSource = Pick<MirrorWriter, "meta" | "size">;

export const createStatusKeeper = (source: StatusSource): StatusKeeper => {
  const { meta } = source;
  let freshAsOf = meta.get("freshAsOf");
  let progress: MirrorProgress | null = null;
  let storeProblem: string | null = null;
  let stash: StashStatus = { reachable: null, version: null, problem: null, problemCode: null };

  const compose = (): MirrorStatus => {
    const size = source.size();
    return {
      phase: phaseOf(meta, size.scenes, progress !== null),
      freshAsOf,
      ...size,
      progress,
      stash,
      frozen: meta.get("frozen"),
      lastFullPass: meta.get("lastFullPass"),
      lastIdPass: meta.get("lastIdPass"),
      storeProblem,
    };
  };
  const told = createToldStatus(compose);
  const refresh = (): void => {
    told.refresh();
  };
  return {
    ...told,
    fresh: (asOf) => {
      freshAsOf = asOf;
      refresh();
    },
    freshAsOf: () => freshAsOf,
    progress: (value) => {
      progress = value;
      refresh();
    },
    reached: (version) => {
      stash = {
        reachable: true,
        version: version ?? stash.version,
        problem: null,
        problemCode: null,
      };
      refresh();
    },
    notReached: (problem) => {
      stash = {
        reachable: false,
        version: stash.version,
        problem: problem.message,
        problemCode: problem.code,
      };
      refresh();
    },
    storeProblem: (sentence) => {
      storeProblem = sentence;
      refresh();
    },
  };
};
