import process from "node:process";

import type { DataFiles } from "./data-folder.js";
import type { EngineParts } from "./engine-parts.js";
import { createPluginLogger } from "./plugin-logger.js";
import { runWorker, workerTimes } from "./run-worker.js";
import { openSession } from "./session.js";
import { accessFromEnvironment } from "./terminal-access.js";
import { parseStashDocument, type StashAccess } from "./stash-document.js";
import { appendWorkerLog } from "./worker-log.js";

interface WorkerProcess {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly files: DataFiles;
  readonly pluginDir: string;
  readonly parts: EngineParts;
  readonly signal: AbortSignal;
}

/** From the hook that started us, else as a terminal says. */
const startedBy = (
  env: WorkerProcess["env"],
): { readonly access: StashAccess; readonly pluginDir: string | null } => {
  const parsed = parseStashDocument(`{"server_connection":${env.STASH2PLEX_CONNECTION ?? "0"}}`);
  if (parsed.ok) return parsed.document;
  return { access: accessFromEnvironment(env), pluginDir: null };
};

/** Runs the worker in this process until it has nothing more to do. */
export async function startWorkerProcess(given: WorkerProcess): Promise<void> {
  const { env, files, parts, signal } = given;
  const started = startedBy(env);
  const pluginDir = started.pluginDir ?? given.pluginDir;
  let { access } = started;
  const logger = createPluginLogger({
    write: (level, line) => {
      if (level !== "trace") appendWorkerLog(files.log, Date.now(), level, line);
    },
    detailed: false,
    hidesPaths: false,
    secrets: [access.cookie ?? "", access.apiKey ?? ""],
  });
  const open = async () => {
    const session = await openSession(access, files, pluginDir);
    // The key stays good when the cookie ends.
    access = session.access;
    return session;
  };
  process.title = "stash2plex-worker";
  await runWorker({ files, parts, open, logger, now: Date.now, signal, times: workerTimes });
}
