import { randomUUID } from "node:crypto";
import type { RequestListener } from "node:http";
import type { networkInterfaces } from "node:os";
import type { Writable } from "node:stream";

import { clientIdentifierOf } from "@stash2plex/engine/engine";
import { type StashMirror, startMirrorWorker } from "@stash2plex/engine/stash-mirror";
import { openStore, type Store } from "@stash2plex/engine/store";
import type { Clock } from "@stash2plex/shared/clock";
import { errorMessage } from "@stash2plex/shared/error-message";
import type { Logger } from "@stash2plex/shared/log";
import type { Router } from "express";

import { buildApp } from "./app.ts";
import { createParts } from "./serving/parts.ts";
import { databaseFile, dataFolderProblem } from "./serving/data-folder.ts";
import { logAccess, logAddresses, logMirror, logStart, logStash } from "./serving/first-screen.ts";
import { type HttpServer, startHttpServer } from "./serving/http-server.ts";
import { OperatorError } from "./serving/operator-error.ts";
import { probeStash } from "./serving/stash-probe.ts";
import { createSyncBar } from "./serving/sync-bar.ts";
import { tenantDataOf } from "./serving/sync-thread.ts";
import { mirrorWorkerUrl } from "./serving/worker-url.ts";
import type { RegistrationUrl } from "./registration-urls.ts";
import { registrationUrls } from "./registration-urls.ts";
import type { LoadedSettings } from "./settings/load-settings.ts";
import type { Settings } from "./settings/settings.ts";
import { connectionOf, connectToStash } from "./stash-connection.ts";

export interface ServeDeps {
  readonly logger: Logger;
  readonly clock: Clock;
  readonly version: string;
  readonly interfaces: ReturnType<typeof networkInterfaces>;
  readonly inContainer: boolean;
  /** Where a progress bar may be drawn; null: only lines in the log. */
  readonly terminal: Writable | null;
  /** Reads the settings again when the file has changed; null: they stay as they are. */
  readonly reload: (() => LoadedSettings) | null;
  /** Told when the settings file changes; gives back what ends it. */
  readonly watch: (onChange: () => void) => () => void;
  /** Lets the app answer. @default opens PORT for it */
  readonly listen?: (app: RequestListener) => Promise<HttpServer>;
  /** `/ui/setup`, where the settings are ours to write. */
  readonly setup?: Router;
  /** Where the plugin's packages for Stash lie. @default where builds leave them */
  readonly packagesFolder?: string;
}

export interface RunningProvider {
  readonly port: number;
  readonly registrationUrls: readonly RegistrationUrl[];
  /** For those who want to know more, such as the demo. */
  readonly mirror: StashMirror;
  /** Ends everything in order; resolves within about ten seconds. */
  stop(): Promise<void>;
}

const nothing = (): void => undefined;

/** How long running requests may go on after the end was asked for. */
const GRACE_MS = 6_000;
const PROBE_MS = 5_000;

function openData(settings: Settings, deps: ServeDeps): Store {
  const problem = dataFolderProblem(settings.dataDir);
  if (problem !== null) throw new OperatorError(problem.message, undefined, problem);
  const { logger, clock } = deps;
  try {
    return openStore({ file: databaseFile(settings.dataDir), logger, clock });
  } catch (error) {
    throw new OperatorError(errorMessage(error), undefined, error);
  }
}

/** Tells what an operator wants to read first. */
async function introduce(
  settings: Settings,
  deps: ServeDeps,
  mirror: StashMirror,
  urls: readonly RegistrationUrl[],
  stopping: AbortSignal,
): Promise<void> {
  const { logger } = deps;
  const connection = connectionOf(settings);
  const api = connectToStash(connection, logger);
  const probe = await probeStash(api, PROBE_MS, stopping);
  await api.close();
  if (stopping.aborted) return;
  logStash(logger, connection.url, probe);
  logMirror(logger, mirror.status());
  logAddresses(logger, urls);
}

/**
 * Starts the provider: opens the data, follows Stash, listens. Rejects with an `OperatorError` whose message is for
 * people.
 */
export async function startProvider(settings: Settings, deps: ServeDeps): Promise<RunningProvider> {
  const { logger, clock } = deps;
  const store = openData(settings, deps);
  const { followInterval: followIntervalMs } = settings;
  const mirror = startMirrorWorker({
    store,
    workerUrl: mirrorWorkerUrl,
    stash: connectionOf(settings),
    logger,
    clock,
    followIntervalMs,
    fullPassAt: settings.fullPassAt,
    tenant: tenantDataOf(settings, {
      version: deps.version,
      clientIdentifier: clientIdentifierOf(store, randomUUID),
      workerId: randomUUID(),
    }),
  });
  const urlsAt = (port: number): readonly RegistrationUrl[] =>
    registrationUrls({
      ...settings,
      port,
      interfaces: deps.interfaces,
      inContainer: deps.inContainer,
    });
  let server: HttpServer | null = null;
  const parts = createParts({
    settings,
    serve: deps,
    mirror,
    store,
    registrationUrls: () => urlsAt(server?.port ?? settings.port),
  });
  try {
    const { setup, listen } = deps;
    const app = buildApp({ ...parts.app, ...(setup !== undefined && { setup }) });
    server = await (listen?.(app) ?? startHttpServer(app, settings.port, settings.host));
  } catch (error) {
    await mirror.stop();
    store.close();
    throw error;
  }
  const { port, drain } = server;
  logStart(logger, { version: deps.version, settings, port });
  logAccess(logger, settings);
  const forget = deps.terminal === null ? nothing : mirror.onStatus(createSyncBar(deps.terminal));
  const unwatch = deps.watch(parts.reload);
  mirror.start();
  parts.begin();
  const stopping = new AbortController();
  const introduced = introduce(settings, deps, mirror, urlsAt(port), stopping.signal);
  return {
    port,
    registrationUrls: urlsAt(port),
    mirror,
    stop: async () => {
      logger.info("Stopping; running requests may end first");
      stopping.abort();
      unwatch();
      forget();
      parts.hangUp();
      await drain(GRACE_MS);
      await introduced;
      await parts.settle();
      await mirror.stop();
      await parts.close();
      store.close();
      logger.info("Stopped");
    },
  };
}
