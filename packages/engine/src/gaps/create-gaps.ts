import { errorMessage } from "@stash2plex/shared/error-message";

import { createAskedFiles } from "./asked/asked-files.ts";
import { createComparer } from "./compare/comparer.ts";
import { createDesiredDigests } from "./digests/desired-digests.ts";
import { createGapCounts } from "./gap-counts.ts";
import type { GapDeps } from "./gap-deps.ts";
import { GapError } from "./gap-error.ts";
import { createGapMeta } from "./gap-meta.ts";
import { createGapReader } from "./gap-reader.ts";
import { createGapRows } from "./gap-rows.ts";
import type { GapService } from "./gap.ts";
import { createLiveClosings } from "./live-closings.ts";
import { repairGaps } from "./repair/repair-gaps.ts";
import { createTwinNames } from "./verdicts/twin-names.ts";

/** The gaps of a running engine. */
export interface Gaps {
  readonly service: GapService;
  start(): void;
  stop(): Promise<void>;
}

const nothingKnown = "Stash2Plex does not know Plex here: set PLEX_URL and PLEX_TOKEN.";

/** The gaps in the thread that writes. */
export const createGaps = (deps: GapDeps): Gaps => {
  const { db, mirror, plex, queue, offReason, settings, logger, pause } = deps;
  const meta = createGapMeta(db);
  const rows = createGapRows(db);
  const counts = createGapCounts(db);
  const digests = createDesiredDigests({ db, reader: mirror.reader, meta });
  const asked = createAskedFiles({ ...deps, rows, twins: createTwinNames(db) });
  const comparer = createComparer({ ...deps, rows, meta, digests, asked });
  // From the beginning: whoever reads a scene anew before the start changes it, too.
  const forgetChanges = mirror.onChange((change) => {
    digests.changed(change);
  });
  const live = createLiveClosings({ ...deps, digests, asked });
  const reader = createGapReader(db, meta, () => plex?.reader.sections() ?? []);

  /** What is read at once is a promise nonetheless: the service may live in another thread. */
  const promised = <T>(work: () => T): Promise<T> =>
    new Promise((resolve) => {
      resolve(work());
    });
  return {
    service: {
      compare: () => comparer.compare(),
      cancelCompare: () => promised(() => comparer.cancel()),
      page: (query) => promised(() => reader.page(query)),
      gap: (id) => promised(() => reader.gap(id)),
      summary: () =>
        promised(() => {
          const lastRun = meta.get("lastRun");
          return {
            asOf: meta.get("asOf"),
            counts: counts.byKind(),
            reasons: counts.byReason(),
            agreement: lastRun?.agreement ?? null,
            problem: comparer.problem(),
            lastRun,
          };
        }),
      repair: (selection, options) => {
        if (queue === null || plex === null) {
          return Promise.reject(new GapError("cannot-repair", offReason ?? nothingKnown));
        }
        return repairGaps(selection, options, {
          reader,
          queue,
          plex,
          settings,
          pause,
        });
      },
      noteAsked: async (files) => {
        await pause();
        try {
          asked.note(files);
        } catch (error) {
          // The next request for the file, or the next comparison, says it again.
          logger.warn(`A file that Plex asked about could not be noted: ${errorMessage(error)}`);
        }
      },
    },
    start: () => {
      live.start();
    },
    stop: async () => {
      await comparer.stop();
      await live.stop();
      forgetChanges();
    },
  };
};
