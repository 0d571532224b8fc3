import type { Clock } from "@stash2plex/shared/clock";
import type { Logger } from "@stash2plex/shared/log";
import type { PathRule } from "@stash2plex/shared/paths";
import type { PmsClient } from "@stash2plex/shared/pms";

import type { Store } from "../store/open-store.ts";

export interface PlexMirrorOptions {
  /** Written here; nobody else writes to the mirror's tables. */
  readonly store: Store;
  readonly pms: PmsClient;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Our provider's identifier, the scheme of our guids. */
  readonly identifier: string;
  /** Titles or keys of sections; none: only those whose agent is ours. Read at every round. */
  readonly sections: () => readonly string[];
  /** Plex paths to Stash paths. A changed list must be another list. */
  readonly rules: () => readonly PathRule[];
  /** @default 60 s */
  readonly followIntervalMs?: number;
  /** @default 24 h */
  readonly fullPassIntervalMs?: number;
  /** Lets others have the thread between two transactions. */
  readonly pause?: () => Promise<void>;
}
