import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { MirrorStatus } from "@stash2plex/engine/stash-mirror";
import { systemClock } from "@stash2plex/shared/clock";
import { type FakeStash, startFakeStash } from "@stash2plex/simulators/fake-stash";
import { createLibrary, type Library } from "@stash2plex/simulators/library";

import { openLogging } from "../src/cli/serve-command.ts";
import { type RunningProvider, startProvider } from "../src/serve.ts";
import { loadSettings } from "../src/settings/load-settings.ts";
import { fakeTerminal } from "./fake-terminal.ts";
import { type Answer, type Ask, askServer, listen } from "./plex-harness.ts";

/** A provider over a fake Stash, both on real ports, with the mirror in its worker thread. */
export interface Running {
  readonly stash: FakeStash;
  readonly library: Library;
  readonly provider: RunningProvider;
  readonly dataDir: string;
  /** Address of the provider as Plex is given it. */
  readonly url: string;
  readonly log: () => string;
  /** Resolves as soon as the log holds the text. */
  readonly logged: (text: string) => Promise<void>;
  ask(path: string, ask?: Ask): Promise<Answer>;
  /** Resolves when the mirror's status is as wanted. */
  until(wanted: (status: MirrorStatus) => boolean): Promise<void>;
  /** Ends the provider only; the data stay. */
  stopProvider(): Promise<void>;
  /** Starts it again on the same data, by default with the same settings. */
  restart(changed?: Readonly<Record<string, string>>): Promise<void>;
  readonly close: () => Promise<void>;
}

export interface RunningOptions {
  readonly scenes?: number;
  /** @default a generated one of so many scenes */
  readonly library?: Library;
  readonly apiKey?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Edits of Stash before the provider starts. */
  readonly prepare?: (library: Library) => void;
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function untilStatus(
  provider: RunningProvider,
  wanted: (status: MirrorStatus) => boolean,
): Promise<void> {
  return new Promise((resolve) => {
    const look = (status: MirrorStatus): void => {
      if (!wanted(status)) return;
      forget();
      resolve();
    };
    const forget = provider.mirror.onStatus(look);
    look(provider.mirror.status());
  });
}

export async function startRunning({
  scenes = 120,
  library = createLibrary({ seed: 7, scenes }),
  apiKey,
  env = {},
  prepare,
}: RunningOptions): Promise<Running> {
  prepare?.(library);
  const stash = await startFakeStash({ library, apiKey: apiKey ?? null });
  const dataDir = mkdtempSync(join(tmpdir(), "stash2plex-running-"));
  const port = await freePort();
  const given = {
    DATA_DIR: dataDir,
    STASH_URL: stash.url,
    PORT: String(port),
    HOST: "127.0.0.1",
    LOG_LEVEL: "debug",
    FOLLOW_INTERVAL: "5s",
    ...(apiKey !== undefined && { STASH_API_KEY: apiKey }),
    ...env,
  };
  const terminal = fakeTerminal(given);
  const loadWith = (changed: Readonly<Record<string, string>>) => {
    const loaded = loadSettings({ ...terminal, env: { ...given, ...changed } }, terminal.readText);
    if (loaded.faults[0] !== undefined) throw new Error(loaded.faults[0].message);
    return loaded;
  };
  const { settings } = loadWith({});
  const { logger } = openLogging(settings, terminal);
  const start = (changed: Readonly<Record<string, string>> = {}): Promise<RunningProvider> => {
    const load = () => loadWith(changed);
    return startProvider(load().settings, {
      logger,
      clock: systemClock,
      version: "1.2.3",
      interfaces: {},
      inContainer: false,
      terminal: null,
      reload: load,
      watch: () => () => undefined,
    });
  };
  let provider = await start();
  const secret = settings.providerSecret === null ? "" : `/${settings.providerSecret}`;
  return {
    stash,
    library,
    get provider() {
      return provider;
    },
    dataDir,
    url: `http://127.0.0.1:${port}${secret}`,
    log: () => terminal.out(),
    logged: (text) => terminal.printed(text),
    ask: (path, ask) => askServer(port, path, ask),
    until: (wanted) => untilStatus(provider, wanted),
    stopProvider: () => provider.stop(),
    restart: async (changed) => {
      provider = await start(changed);
    },
    close: async () => {
      await provider.stop();
      await stash.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
