import fs from "node:fs/promises";
import { isAbsolute, join } from "node:path";

import { createCompareJob } from "../admin/gaps/index.ts";
import type { Job } from "../admin/job-board.ts";
import type { CommonParts } from "./parts-input.ts";

/** The job that compares both sides, and writes the report where the settings say. */
export function compareJob({ gaps, gapWatch, live, settings, serve }: CommonParts): Job {
  return createCompareJob({
    gaps,
    reportFile: () => {
      const { gapsFile } = live.current();
      if (gapsFile === "") return null;
      return isAbsolute(gapsFile) ? gapsFile : join(settings.dataDir, gapsFile);
    },
    disk: fs,
    logger: serve.logger,
    onCompared: () => gapWatch.expire(),
  });
}
