import type { ReconcileReport, ReconcileScope, SyncService } from "@stash2plex/engine/engine";
import type { MirrorJob, StashMirror } from "@stash2plex/engine/stash-mirror";
import { errorMessage } from "@stash2plex/shared/error-message";
import type { Logger } from "@stash2plex/shared/log";

import type { Job } from "./job-board.ts";
import { count } from "./time-words.ts";

const stashJobs: Readonly<Record<MirrorJob, string>> = {
  follow: "Asks Stash what has changed since the last time.",
  "id-pass": "Compares the ids of everything, and finds what was deleted or merged.",
  "full-pass": "Compares all paths and hashes too, and finds renamed folders.",
};

const asJob = (name: string, about: string, run: () => Promise<void>): Job => ({
  name,
  about,
  isCancellable: false,
  run: async () => {
    await run();
    return null;
  },
});

/**
 * What can be done about the copy of Stash.
 * @param schedules when the mirror does it by itself, in words
 */
export function jobsOfStash(
  mirror: Pick<StashMirror, "run">,
  schedules: Readonly<Record<MirrorJob, string>>,
): readonly Job[] {
  const names = Object.keys(stashJobs) as MirrorJob[];
  return names.map((name) => ({
    ...asJob(name, stashJobs[name], () => mirror.run(name)),
    schedule: schedules[name],
  }));
}

const scenes = (number: number): string =>
  number === 1 ? "1 scene was" : `${count(number)} scenes were`;

const sentenceOf = ({ checked, enqueued }: ReconcileReport): string =>
  `${scenes(checked)} compared with Plex, ${count(enqueued)} put into the queue.`;

export interface ReconcileJobDeps {
  readonly service: Pick<SyncService, "reconcile" | "cancelReconcile">;
  /** As the setting is now. */
  readonly scope: () => Exclude<ReconcileScope["kind"], "scenes">;
  readonly logger: Logger;
}

/** What can be done about the copy of Plex. */
export const plexPassJob = (service: Pick<SyncService, "plexPass">): Job =>
  asJob("plex-pass", "Reads the watched libraries of Plex anew.", () => service.plexPass());

/** What can be done to Plex. */
export function reconcileJob({ service, scope, logger }: ReconcileJobDeps): Job {
  const cancel = (): void => {
    service.cancelReconcile().catch((error: unknown) => {
      logger.warn("The reconcile could not be cancelled", { problem: errorMessage(error) });
    });
  };
  return {
    name: "reconcile",
    about: "Puts scenes into the queue that have to be brought to Plex (RECONCILE_SCOPE).",
    isCancellable: true,
    run: async (signal) => {
      signal.addEventListener("abort", cancel, { once: true });
      try {
        const sentence = sentenceOf(await service.reconcile({ kind: scope() }, { dryRun: false }));
        logger.info(sentence);
        return sentence;
      } finally {
        signal.removeEventListener("abort", cancel);
      }
    },
  };
}
