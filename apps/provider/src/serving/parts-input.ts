import type { SyncLink } from "@stash2plex/engine/engine";
import type { GapService } from "@stash2plex/engine/gaps";
import type { JobRuns } from "@stash2plex/engine/job-runs";
import type { StashMirrorThread } from "@stash2plex/engine/stash-mirror";
import type { Store } from "@stash2plex/engine/store";

import type { GapWatch } from "../admin/gaps/index.ts";
import type { Metrics } from "../admin/metrics.ts";
import type { RequestJournal } from "../admin/request-journal.ts";
import type { SyncSteering } from "../admin/sync-steering.ts";
import type { FailureLimit } from "../admin/token.ts";
import type { Rulebook } from "../path-rules/rulebook.ts";
import type { Matcher, SceneReader } from "../plex-routes/ports.ts";
import type { RegistrationUrl } from "../registration-urls.ts";
import type { ServeDeps } from "../serve.ts";
import type { Settings } from "../settings/settings.ts";
import type { LiveSettings } from "./live-settings.ts";

export interface PartsInput {
  readonly settings: Settings;
  readonly serve: ServeDeps;
  readonly mirror: StashMirrorThread;
  readonly store: Store;
  readonly registrationUrls: () => readonly RegistrationUrl[];
}

/** What several parts need. */
export interface CommonParts extends PartsInput {
  readonly live: LiveSettings;
  readonly rulebook: Rulebook;
  readonly journal: RequestJournal;
  readonly metrics: Metrics;
  /** Answers Plex; what it misses becomes a gap. */
  readonly matcher: Matcher;
  /** Answers people who try a file name: nothing comes of it. */
  readonly tryMatch: Matcher;
  readonly scenes: SceneReader;
  readonly failureLimit: FailureLimit;
  readonly steering: SyncSteering;
  /** Null while nothing can be brought to Plex. */
  readonly sync: SyncLink | null;
  readonly gaps: GapService;
  readonly gapWatch: GapWatch;
  readonly jobRuns: JobRuns;
}
