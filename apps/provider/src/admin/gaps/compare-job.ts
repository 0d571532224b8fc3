import type { CompareReport, GapService } from "@stash2plex/engine/gaps";
import { agreementWords } from "@stash2plex/engine/gaps/words";
import type { Logger } from "@stash2plex/shared/log";

import type { Job } from "../job-board.ts";
import { count } from "../time-words.ts";
import { allPages } from "./gap-pages.ts";
import { jsonText } from "./gap-texts.ts";
import { type ReportDisk, writeReport } from "./report-file.ts";

interface CompareJobDeps {
  readonly gaps: Pick<GapService, "compare" | "cancelCompare" | "page">;
  /** Where the report goes; null: nowhere. */
  readonly reportFile: () => string | null;
  readonly disk: ReportDisk;
  readonly logger: Logger;
  /** Told at the end of each comparison. */
  readonly onCompared: () => void;
}

const openGaps = ({ counts }: CompareReport): number =>
  Object.values(counts).reduce((sum, number) => sum + number, 0);

const sentenceOf = (report: CompareReport): string => {
  const { opened, closed, agreement } = report;
  const gaps = `${count(openGaps(report))} gaps`;
  return `${agreementWords(agreement)}; ${gaps}, ${count(opened)} new, ${count(closed)} closed`;
};

/** The one line in the log, and the report file. Never rejects. */
async function afterCompare(
  { gaps, reportFile, disk, logger, onCompared }: CompareJobDeps,
  report: CompareReport,
): Promise<void> {
  const { counts, opened, closed, agreement, ms, scenes, items } = report;
  const { percent } = agreement;
  logger.info("Stash and Plex were compared", {
    ...counts,
    opened,
    closed,
    agreement: percent,
    scenes,
    items,
    ms,
  });
  onCompared();
  const file = reportFile();
  if (file !== null) await writeReport(file, jsonText(allPages(gaps)), { disk, logger });
}

/** The job that compares both sides. */
export function createCompareJob(deps: CompareJobDeps): Job {
  const { gaps, logger } = deps;
  return {
    name: "compare",
    about: "Compares Stash and Plex, and finds what only one of them has or what differs.",
    isCancellable: true,
    run: async (signal) => {
      const cancel = (): void => {
        gaps.cancelCompare().catch((error: unknown) => {
          logger.warn("The comparison could not be cancelled", { error });
        });
      };
      signal.addEventListener("abort", cancel, { once: true });
      try {
        const report = await gaps.compare();
        await afterCompare(deps, report);
        return sentenceOf(report);
      } finally {
        signal.removeEventListener("abort", cancel);
      }
    },
  };
}
