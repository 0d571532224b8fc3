import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import type { Library } from "../sample-library/library.ts";
import { createAccessGuard } from "./access.ts";
import { createFaults, type Faults } from "./faults.ts";
import { createGraphqlEndpoint } from "./graphql-endpoint.ts";
import { createLogLines, type LogLines } from "./log-lines.ts";
import { createPictureDrawer } from "./pictures.ts";
import { createPluginPackages, type PluginPackages } from "./plugin-packages.ts";
import type { PluginSettings } from "./plugin-resolvers.ts";
import { createRequestHandler } from "./request-handler.ts";
import { createStatsKeeper, type RequestStats } from "./request-stats.ts";
import type { ServerState } from "./resolvers.ts";
import { attachSockets } from "./sockets.ts";

export interface FakeStashOptions {
  readonly library: Library;
  /** null or absent: a Stash without credentials. */
  readonly apiKey?: string | null;
  /** @default 0, any free one */
  readonly port?: number;
  /** @default "127.0.0.1" */
  readonly host?: string;
  /** @default "v0.30.1" */
  readonly version?: string;
  /** Settings of plugins, by plugin id. */
  readonly plugins?: Readonly<Record<string, unknown>>;
}

export interface FakeStash {
  readonly url: string;
  readonly apiKey: string | null;
  readonly library: Library;
  readonly faults: Faults;
  /** OK, or waiting for set-up or a migration. */
  state: ServerState;
  stats(): RequestStats;
  resetStats(): void;
  /** How many subscriptions are open. */
  subscriptions(): number;
  /** Lines of the log, for those who listen to it. */
  readonly log: LogLines;
  /** Settings of plugins, by plugin id, as they are now. */
  pluginSettings(): Readonly<Record<string, unknown>>;
  readonly packages: PluginPackages;
  /** Ends all subscriptions, as a restart does; the server stays. */
  dropSockets(): void;
  /** Connections are refused until `resume`. */
  pause(): Promise<void>;
  /** Listens again on the same port. */
  resume(): Promise<void>;
  close(): Promise<void>;
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** A Stash as far as a client can tell, quirks included: docs/reference/stash.md, section 0. */
export async function startFakeStash(options: FakeStashOptions): Promise<FakeStash> {
  const { library, apiKey = null, version = "v0.30.1", host = "127.0.0.1" } = options;
  const guard = createAccessGuard(apiKey);
  const faults = createFaults();
  const stats = createStatsKeeper();
  const plugins: PluginSettings = new Map(Object.entries(options.plugins ?? {}));
  const packages = createPluginPackages();
  let state: ServerState = "OK";
  const handle = createRequestHandler({
    library,
    version,
    guard,
    faults,
    stats,
    state: () => state,
    plugins,
    packages,
    apiKey,
    endpoint: createGraphqlEndpoint(version),
    pictures: createPictureDrawer(library),
  });
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  const sockets = attachSockets(server, library, guard);
  const port = await listen(server, options.port ?? 0, host);
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      sockets.drop();
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return {
    url: `http://${host}:${port}`,
    apiKey,
    library,
    faults,
    get state() {
      return state;
    },
    set state(next) {
      state = next;
    },
    stats: () => stats.current(),
    resetStats: () => stats.reset(),
    subscriptions: () => sockets.subscriptions,
    log: createLogLines(() => sockets.logListeners()),
    pluginSettings: () => Object.fromEntries(plugins),
    packages,
    dropSockets: () => sockets.drop(),
    pause: stop,
    resume: async () => {
      await listen(server, port, host);
    },
    close: async () => {
      sockets.close();
      if (server.listening) await stop();
    },
  };
}
