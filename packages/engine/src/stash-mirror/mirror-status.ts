/** What people and the provider may know about the mirror at any moment. */
export type MirrorPhase = "empty" | "first-sync" | "ready" | "frozen";

export interface MirrorProgress {
  readonly done: number;
  /** From Stash's count; null when unknown. */
  readonly total: number | null;
}

export interface MirrorStatus {
  readonly phase: MirrorPhase;
  /** When the last successful follow (or sync) began, epoch ms; null before the first. */
  readonly freshAsOf: number | null;
  readonly scenes: number;
  readonly files: number;
  readonly progress: MirrorProgress | null;
  readonly stash: {
    readonly reachable: boolean | null;
    readonly version: string | null;
    /** Sentence of the last failure while not reachable. */
    readonly problem: string | null;
    /** `StashError` code of the last failure. */
    readonly problemCode: string | null;
  };
  /** Set while the identity guard holds the mirror. */
  readonly frozen: { readonly since: number; readonly reason: string } | null;
  readonly lastFullPass: number | null;
  readonly lastIdPass: number | null;
  /** Sentence about the file that holds the mirror (disk full, damaged), or null. */
  readonly storeProblem: string | null;
}
