import type { GapService } from "@stash2plex/engine/gaps";
import type { StashId } from "@stash2plex/shared/stash";
import type { Clock } from "@stash2plex/shared/clock";
import type { Logger } from "@stash2plex/shared/log";

import type { PathTest } from "../admin/api-routes.ts";
import type { JobBoard } from "../admin/job-board.ts";
import type { ProgressStream } from "../admin/progress-stream.ts";
import type { RequestJournal } from "../admin/request-journal.ts";
import type { StatusSource } from "../admin/status-report.ts";
import type { SyncAccess } from "../admin/sync-access.ts";
import type { FailureLimit } from "../admin/token.ts";
import type { Matcher } from "../plex-routes/ports.ts";
import type { RegistrationUrl } from "../registration-urls.ts";
import type { SettingKey, Settings } from "../settings/settings.ts";

/** What a page shows of a scene beside its id. */
export interface SceneFace {
  readonly title: string;
  /** Path of its picture on our own address; null: it has none. */
  readonly picture: string | null;
}

export interface ShownSettings {
  /** As they are in use now. */
  readonly settings: Settings;
  /** Where each that is not at its default came from, as far as that is known. */
  readonly sources: ReadonlyMap<SettingKey, string>;
}

/** What the pages are made of. */
export interface UiDeps {
  readonly source: StatusSource;
  readonly journal: RequestJournal;
  readonly jobs: JobBoard;
  readonly gaps: GapService;
  readonly sync: SyncAccess;
  readonly matcher: Matcher;
  readonly testPath: (plexPath: string) => PathTest;
  readonly scene: (id: StashId) => SceneFace | null;
  /** Libraries of Plex that are compared, by title. */
  readonly sections: () => readonly string[];
  readonly shownSettings: () => ShownSettings;
  readonly failureLimit: FailureLimit;
  readonly apiToken: string | null;
  readonly plexUrl: string | null;
  readonly publicUrl: string | null;
  readonly providerSecret: string | null;
  readonly inContainer: boolean;
  readonly registrationUrls: () => readonly RegistrationUrl[];
  readonly acceptNewLibrary: () => Promise<void>;
  /** Tells pages that are looked at when they should look again. */
  readonly live: ProgressStream;
  readonly logger: Logger;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly clock: Pick<Clock, "setTimeout">;
  readonly now: () => number;
}
