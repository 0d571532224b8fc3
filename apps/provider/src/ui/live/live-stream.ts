import { createHash } from "node:crypto";

import type { GapService } from "@stash2plex/engine/gaps";
import type { Clock } from "@stash2plex/shared/clock";

import type { JobBoard } from "../../admin/job-board.ts";
import { createProgressStream, type ProgressStream } from "../../admin/progress-stream.ts";
import type { RequestJournal } from "../../admin/request-journal.ts";
import type { StatusSource } from "../../admin/status-report.ts";
import type { SyncAccess } from "../../admin/sync-access.ts";

/** Counting gaps costs more than looking at the rest. */
const GAPS_MS = 5_000;

export interface LiveDeps {
  readonly source: Pick<StatusSource, "mirrorStatus">;
  readonly sync: SyncAccess;
  readonly jobs: Pick<JobBoard, "reports">;
  readonly gaps: Pick<GapService, "summary">;
  readonly journal: Pick<RequestJournal, "lastAt">;
  readonly clock: Clock;
}

const digest = (value: unknown): string =>
  createHash("sha256").update(JSON.stringify(value)).digest("base64url").slice(0, 12);

/** What cannot be known now has no part in what has changed. */
const orNull = <Value>(ask: Promise<Value>): Promise<Value | null> => ask.catch(() => null);

/**
 * `GET /ui/live`: server-sent events that tell a page when to look again, and nothing of what it will see: each part of
 * it is only a digest. So the stream is as open as the pages are.
 */
export function createLiveStream(deps: LiveDeps): ProgressStream {
  const { source, sync, jobs, gaps, journal, clock } = deps;
  let counted: { readonly at: number; readonly digest: string } | null = null;
  const gapsDigest = async (): Promise<string> => {
    if (counted === null || clock.now() - counted.at >= GAPS_MS)
      counted = { at: clock.now(), digest: digest(await orNull(gaps.summary())) };
    return counted.digest;
  };
  return createProgressStream({
    clock,
    snapshot: async () => {
      const service = sync.service();
      return {
        mirror: digest(source.mirrorStatus()),
        sync: digest(service === null ? null : await orNull(service.status())),
        jobs: digest(jobs.reports()),
        requests: digest(journal.lastAt()),
        gaps: await gapsDigest(),
      };
    },
  });
}
