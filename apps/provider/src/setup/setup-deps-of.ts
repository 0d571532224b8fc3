import { randomUUID } from "node:crypto";

import { clientIdentifierOf } from "@stash2plex/engine/engine";
import { openStore } from "@stash2plex/engine/store";
import { type Clock, systemClock } from "@stash2plex/shared/clock";
import { errorMessage } from "@stash2plex/shared/error-message";
import { type Logger, silentLogger } from "@stash2plex/shared/log";

import type { Terminal } from "../cli/terminal.ts";
import { databaseFile, dataFolderProblem } from "../serving/data-folder.ts";
import { OperatorError } from "../serving/operator-error.ts";
import { loadSettings } from "../settings/load-settings.ts";
import { version } from "../version.ts";
import { replaceFile, temporaryFolder } from "./on-disk.ts";
import type { SetupDeps } from "./setup-deps.ts";

/** The identity of this installation for Plex, made now where there is none yet. Throws a sentence. */
function ownClientIdentifier(dataDir: string, clock: Clock): string {
  const problem = dataFolderProblem(dataDir);
  if (problem !== null) throw new OperatorError(problem.message, undefined, problem);
  try {
    const store = openStore({ file: databaseFile(dataDir), logger: silentLogger, clock });
    try {
      return clientIdentifierOf(store, randomUUID);
    } finally {
      store.close();
    }
  } catch (error) {
    throw new OperatorError(errorMessage(error), undefined, error);
  }
}

/** What set-up needs, on this machine. */
export function setupDepsOf(
  terminal: Terminal,
  { logger, startProvider }: Pick<SetupDeps, "startProvider"> & { readonly logger: Logger },
): SetupDeps {
  let known: string | null = null;
  return {
    machine: terminal,
    replaceFile,
    temporaryFolder,
    clock: systemClock,
    logger,
    version,
    clientIdentifier: () => {
      const { settings } = loadSettings(terminal, terminal.readText);
      known ??= ownClientIdentifier(settings.dataDir, systemClock);
      return known;
    },
    startProvider,
  };
}
