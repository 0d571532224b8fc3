import type { Clock } from "@stash2plex/shared/clock";
import type { Logger } from "@stash2plex/shared/log";
import type { StashApi } from "@stash2plex/shared/stash";

import type { IdentityGuard } from "./identity-guard.ts";
import type { MirrorWriter } from "./mirror-writer.ts";
import type { TimeOfDay } from "./pass-schedule.ts";

/** What every part of the write side works with. */
export interface MirrorContext {
  readonly api: StashApi;
  readonly writer: MirrorWriter;
  readonly guard: IdentityGuard;
  readonly clock: Clock;
  readonly logger: Logger;
  /** When the daily full pass is due. */
  readonly fullPassAt: TimeOfDay;
  /** Aborted when the mirror stops. */
  readonly signal: AbortSignal;
  /** Waits for more callers of a live read: each request to Stash carries many scenes for little more than one. */
  readonly gather: () => Promise<void>;
  /** Lets others run between two short transactions. */
  readonly pause: () => Promise<void>;
}
