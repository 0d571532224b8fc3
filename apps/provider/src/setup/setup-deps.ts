import type { Clock } from "@stash2plex/shared/clock";
import type { Logger } from "@stash2plex/shared/log";

import type { Machine } from "../settings/data-dir.ts";
import type { ReadText } from "../settings/raw-values.ts";

/** A folder that is used for a moment, and removed. */
export interface TemporaryFolder {
  readonly path: string;
  remove(): void;
}

/** What set-up needs of the world around it. */
export interface SetupDeps {
  /** Where settings come from: they are read anew for each question. */
  readonly machine: Machine & { readonly readText: ReadText };
  /** Puts a whole text in the place of a file, readable for us only; rejects as node:fs does. */
  readonly replaceFile: (path: string, text: string) => void;
  readonly temporaryFolder: () => TemporaryFolder;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly version: string;
  /** Under which name Plex knows us. */
  readonly clientIdentifier: () => string;
  /**
   * Makes the provider run with the settings as they are now, and does nothing where it does; resolves when it listens.
   * Null: somebody else runs it.
   */
  readonly startProvider: (() => Promise<void>) | null;
}
