import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import type { SyncStatus } from "@stash2plex/engine/engine";
import { systemClock } from "@stash2plex/shared/clock";
import { silentLogger } from "@stash2plex/shared/log";
import {
  type FakeStash,
  type FakeStashOptions,
  startFakeStash,
} from "@stash2plex/simulators/fake-stash";
import { createLibrary, type Library } from "@stash2plex/simulators/library";
import {
  type PmsServer,
  type PmsServerOptions,
  startPmsServer,
} from "@stash2plex/simulators/pms-server";

import { type RunningProvider, startProvider } from "../src/serve.ts";
import { loadSettings } from "../src/settings/load-settings.ts";
import { createSetup } from "../src/setup/create-setup.ts";
import { replaceFile, temporaryFolder } from "../src/setup/on-disk.ts";
import type { SetupDeps } from "../src/setup/setup-deps.ts";
import type { Setup, SetupChoices, SetupStep } from "../src/setup/setup.ts";
import { choosePort } from "../src/demo/free-port.ts";
import { fakeTerminal } from "./fake-terminal.ts";

/** Both servers, and a set-up that has touched neither yet. */
export interface SetupStage {
  readonly stash: FakeStash;
  readonly library: Library;
  readonly pms: PmsServer;
  readonly dataDir: string;
  /** Address of the provider that the set-up starts. */
  readonly url: string;
  readonly deps: SetupDeps;
  readonly setup: Setup;
  readonly choices: SetupChoices;
  /** Text of the settings file, or null. */
  settingsFile(): string | null;
  writeSettingsFile(text: string): void;
  /** The steps by name, with their states. */
  apply(changes?: Partial<SetupChoices>): Promise<readonly SetupStep[]>;
  /** Resolves when the provider has brought to Plex what it found. */
  settled(): Promise<void>;
  /** What either side was asked to change since the last call. */
  writes(): readonly string[];
  /** Puts packages of this date where the provider takes them from; null: takes them away. */
  packages(date: string | null, version?: string): void;
  stopProvider(): Promise<void>;
  close(): Promise<void>;
}

export interface SetupStageOptions {
  readonly scenes?: number;
  readonly stash?: Omit<FakeStashOptions, "library">;
  readonly plex?: PmsServerOptions;
  readonly env?: Readonly<Record<string, string>>;
  /** Folder of the library in Plex. */
  readonly folder?: string;
  readonly prepare?: (library: Library) => void;
  readonly startProvider?: null;
}

const changing = ["UsePackageSources", "InstallPlugin", "UpdatePlugin", "ConfigurePlugin"];

const relative = (path: string, mounts: readonly string[]): string => {
  const mount = mounts.find((candidate) => path.startsWith(`${candidate}/`)) ?? "";
  return path.slice(mount.length + 1);
};

const LONGEST_MS = 12_000;

const stages = new Set<SetupStage>();

export async function closeSetupStages(): Promise<void> {
  for (const stage of stages) await stage.close();
  stages.clear();
}

export async function startSetupStage(options: SetupStageOptions = {}): Promise<SetupStage> {
  const { scenes = 3, folder = "/plex/films", env = {} } = options;
  const library = createLibrary({ seed: 7, scenes });
  options.prepare?.(library);
  const stash = await startFakeStash({ library, ...options.stash });
  const files = [...library.scenes()]
    .flatMap((scene) => scene.files.slice(0, 1))
    .map(({ path, size, duration }) => ({
      file: relative(path, library.mounts),
      size,
      duration: Math.round(duration * 1_000),
    }));
  const pms = await startPmsServer({
    sections: [
      { title: "Films", locations: [folder], files },
      { title: "Family", locations: ["/plex/family"] },
      { title: "Series", locations: ["/plex/series"], type: "show" },
    ],
    ...options.plex,
  });
  const dataDir = mkdtempSync(join(tmpdir(), "stash2plex-setup-"));
  const packagesFolder = join(dataDir, "packages");
  mkdirSync(packagesFolder);
  const { port } = await choosePort(0, "127.0.0.1");
  const url = `http://127.0.0.1:${port}`;
  const terminal = fakeTerminal({
    DATA_DIR: dataDir,
    PORT: String(port),
    HOST: "127.0.0.1",
    FOLLOW_INTERVAL: "5s",
    PLEX_MAX_EDITS_PER_SECOND: "1000",
    ...env,
  });
  let provider: RunningProvider | null = null;
  const start = async (): Promise<void> => {
    if (provider !== null) return;
    const load = () => loadSettings(terminal, terminal.readText);
    provider = await startProvider(load().settings, {
      logger: silentLogger,
      clock: systemClock,
      version: "1.2.3",
      interfaces: {},
      inContainer: false,
      terminal: null,
      reload: load,
      watch: () => () => undefined,
      packagesFolder,
    });
  };
  const deps: SetupDeps = {
    machine: terminal,
    replaceFile,
    temporaryFolder,
    clock: systemClock,
    logger: silentLogger,
    version: "1.2.3",
    clientIdentifier: () => "setup-of-a-test",
    startProvider: options.startProvider === null ? null : start,
  };
  const setup = createSetup(deps);
  const choices: SetupChoices = {
    stash: { url: stash.url, apiKey: stash.apiKey },
    plex: { url: pms.url, token: pms.token },
    providerUrl: url,
    providerUrlForStash: url,
    sectionKeys: ["1"],
    pathRules: [],
    assignSections: true,
    adopt: true,
    installPlugin: true,
    pluginSource: null,
  };
  const file = join(dataDir, "stash2plex.yaml");
  const stopProvider = async (): Promise<void> => {
    await provider?.stop();
    provider = null;
  };
  const stage: SetupStage = {
    stash,
    library,
    pms,
    dataDir,
    url,
    deps,
    setup,
    choices,
    settingsFile: () => {
      try {
        return readFileSync(file, "utf8");
      } catch {
        return null;
      }
    },
    writeSettingsFile: (text) => writeFileSync(file, text),
    apply: (changes = {}) => setup.apply({ ...choices, ...changes }, () => undefined),
    settled: async () => {
      const end = Date.now() + LONGEST_MS;
      for (;;) {
        const { queue } = (await (await fetch(`${url}/api/sync`)).json()) as SyncStatus;
        if (queue.ready + queue.running === 0) break;
        if (Date.now() > end) throw new Error(`Waited in vain; there is ${JSON.stringify(queue)}.`);
        await wait(20);
      }
      await pms.idle();
    },
    writes: () => {
      const ofPlex = pms.writes().map(({ method, path }) => `${method} ${path}`);
      const { operations } = stash.stats();
      const ofStash = changing.flatMap((name) =>
        (operations[name] ?? 0) > 0 ? [`Stash ${name}`] : [],
      );
      pms.resetRequests();
      stash.resetStats();
      return [...ofPlex, ...ofStash];
    },
    packages: (date, version = "2.0.0") => {
      if (date === null) {
        rmSync(join(packagesFolder, "index.yml"), { force: true });
        return;
      }
      const zip = `the package of ${date}`;
      const sha256 = createHash("sha256").update(zip).digest("hex");
      writeFileSync(join(packagesFolder, "Stash2Plex.zip"), zip);
      writeFileSync(
        join(packagesFolder, "index.yml"),
        `- id: Stash2Plex\n  name: Stash2Plex\n  version: ${version}\n  date: ${date}\n  path: Stash2Plex.zip\n  sha256: ${sha256}\n`,
      );
    },
    stopProvider,
    close: async () => {
      await stopProvider();
      await stash.close();
      await pms.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  stage.packages("2026-01-31 12:00:00");
  stages.add(stage);
  return stage;
}

/** `settings done`, `provider as-it-was` ... */
export const statesOf = (steps: readonly SetupStep[]): readonly string[] =>
  steps.map(({ id, state }) => `${id} ${state}`);
