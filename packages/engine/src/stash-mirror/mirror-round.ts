import type { Background } from "./background.ts";
import type { MirrorContext } from "./mirror-context.ts";
import type { MirrorJobs } from "./mirror-jobs.ts";

/** What the loop does again and again. */
export interface MirrorRound {
  run(): Promise<void>;
  /** Stash may be another one now: ask for its version and folders with the next round. */
  greetAgain(): void;
}

/** A poll that is due within the next moment is due now. */
const slackMs = 500;
const passRetryMs = 300_000;

/** Starts passes beside the rounds, one at a time; a pass that failed is not tried again at once. */
const createPassStarter = (
  { clock }: MirrorContext,
  jobs: MirrorJobs,
  background: Background,
): (() => void) => {
  let running = false;
  let notBefore = -Infinity;
  return () => {
    if (running || clock.now() < notBefore) return;
    const due = jobs.duePass();
    if (due === null) return;
    running = true;
    const pass = due
      .join()
      .catch(() => {
        notBefore = clock.now() + passRetryMs;
      })
      .finally(() => {
        running = false;
      });
    background.add(pass);
  };
};

/** One round: scenes always, the other kinds and the passes when they are due; only a look while frozen. */
export const createMirrorRound = (
  context: MirrorContext,
  jobs: MirrorJobs,
  followIntervalMs: number,
  thawCheck: () => Promise<void>,
  background: Background,
): MirrorRound => {
  const { guard, clock } = context;
  const startDuePass = createPassStarter(context, jobs, background);
  let relatedAt = -Infinity;
  let introduced = false;
  return {
    greetAgain: () => {
      introduced = false;
    },
    run: async () => {
      if (!introduced || guard.frozen() !== null) await jobs.introduce();
      introduced = true;
      if (guard.frozen() !== null) {
        await thawCheck();
        return;
      }
      await jobs.followScenes.join();
      const began = clock.now();
      if (began - relatedAt >= followIntervalMs - slackMs) {
        await jobs.followRelated.join();
        relatedAt = began;
      }
      startDuePass();
    },
  };
};
