import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { type NetworkInterfaceInfo, tmpdir } from "node:os";
import { join } from "node:path";

import { PROVIDER_IDENTIFIER, providerRoot } from "@stash2plex/shared/plex";
import { type FakeStash, startFakeStash } from "@stash2plex/simulators/fake-stash";
import { createLibrary } from "@stash2plex/simulators/library";
import {
  type PmsServer,
  type PmsServerOptions,
  startPmsServer,
} from "@stash2plex/simulators/pms-server";

import { examine } from "../src/doctor/examine.ts";
import type { Finding } from "../src/doctor/finding.ts";
import { loadSettings } from "../src/settings/load-settings.ts";
import { fakeTerminal } from "./fake-terminal.ts";
import { fillMirrors } from "./filled-mirrors.ts";
import { listen } from "./plex-harness.ts";

export const ourVersion = "1.9.0";

/** A package of the plugin, as a source of packages offers it. */
export interface OfferedPlugin {
  readonly id: string;
  readonly version: string;
}

/** What the pretended provider answers, by path; `null` breaks the connection. */
export type ProviderAnswers = Record<string, unknown>;

const soundAnswers = (): ProviderAnswers => ({
  "/": providerRoot({ identifier: PROVIDER_IDENTIFIER, title: "Stash2Plex", version: "1" }),
  "/healthz": { status: "ok" },
  "/api/status": { version: ourVersion, state: "ready", problems: [] },
  "/api/sync": { doorbell: { listening: true, lastHeard: 1 } },
  "/api/gaps/summary": {
    asOf: "2026-11-30T03:30:00.000Z",
    counts: { "plex-only": 0 },
    agreement: { percent: 100 },
    problem: null,
  },
  "/api/jobs": { jobs: [{ name: "compare", problem: null, nextRunAt: "2999-01-01T00:00:00Z" }] },
});

/** An address that others reach, so that nothing is wrong with it. */
const lan: NetworkInterfaceInfo[] = [
  {
    address: "192.0.2.7",
    netmask: "255.255.255.0",
    family: "IPv4",
    mac: "00:00:00:00:00:00",
    internal: false,
    cidr: "192.0.2.7/24",
  },
];

const zip = Buffer.from("no zip, but nobody opens it");
const indexOf = (offered: readonly OfferedPlugin[]): string =>
  offered
    .map(
      ({ id, version }) =>
        `- id: ${id}\n  name: ${id}\n  version: ${version}\n  date: 2026-01-01 00:00:00\n` +
        `  path: plugin.zip\n  sha256: ${createHash("sha256").update(zip).digest("hex")}\n`,
    )
    .join("");

/** Everything in order: Stash with the plugin, Plex with the provider, files that are found, a provider that runs. */
export interface DoctorStage {
  readonly stash: FakeStash;
  readonly pms: PmsServer;
  readonly dataDir: string;
  readonly url: string;
  readonly env: Record<string, string>;
  readonly answers: ProviderAnswers;
  install(...offered: readonly OfferedPlugin[]): Promise<void>;
  findings(): Promise<readonly Finding[]>;
  /** Ids of all that is not in order. */
  complaints(): Promise<readonly string[]>;
  stopProvider(): Promise<void>;
  close(): Promise<void>;
}

function startProviderStub(answers: ProviderAnswers, offered: () => readonly OfferedPlugin[]) {
  return createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://x").pathname;
    if (path === "/index.yml") response.end(indexOf(offered()));
    else if (path === "/plugin.zip") response.end(zip);
    else if (answers[path] === undefined) response.writeHead(404).end("{}");
    else {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(answers[path]));
    }
  });
}

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

export interface DoctorStageOptions {
  readonly plex?: PmsServerOptions;
  /** Files of Plex instead of those that Stash has, too. */
  readonly foreignFiles?: readonly string[];
  readonly storedForPlugin?: (url: string) => Readonly<Record<string, unknown>>;
}

export async function startDoctorStage(options: DoctorStageOptions = {}): Promise<DoctorStage> {
  const answers = soundAnswers();
  let offered: readonly OfferedPlugin[] = [];
  const server = startProviderStub(answers, () => offered);
  const port = await listen(server);
  const url = `http://127.0.0.1:${port}`;
  const library = createLibrary({ seed: 7, scenes: 12 });
  const stored = options.storedForPlugin?.(url) ?? { Stash2Plex: { provider_url: url } };
  const stash = await startFakeStash({ library, plugins: stored });
  const pms = await startPmsServer({
    sections: [
      { title: "Films", locations: ["/plex/films"] },
      { title: "Family", locations: ["/plex/family"] },
    ],
    ...options.plex,
  });
  const dataDir = mkdtempSync(join(tmpdir(), "stash2plex-doctor-"));
  const files = [...library.scenes()].flatMap((scene) => scene.files.slice(0, 1));
  const below = (path: string): string => {
    const mount = library.mounts.find((one) => path.startsWith(`${one}/`)) ?? "";
    return `/plex/films${path.slice(mount.length)}`;
  };
  const inPlex = files.map(({ path, size }) => ({ path: below(path), size }));
  const films = { key: "1", title: "Films", folders: ["/plex/films"] };
  const foreign = (options.foreignFiles ?? []).map((path) => ({ path, size: 1 }));
  fillMirrors(
    dataDir,
    files,
    [{ ...films, files: foreign.length > 0 ? foreign : inPlex }],
    library.mounts,
  );
  await pms.useProvider(url, ["1"]);
  const env: Record<string, string> = {
    DATA_DIR: dataDir,
    STASH_URL: stash.url,
    PLEX_URL: pms.url,
    PLEX_TOKEN: pms.token,
    PORT: String(port),
    PUBLIC_URL: url,
  };
  const findings = (): Promise<readonly Finding[]> => {
    const terminal = fakeTerminal(env);
    return examine({
      loaded: loadSettings(terminal, terminal.readText),
      withThoseInStash: (values) => loadSettings(terminal, terminal.readText, values).settings,
      interfaces: { lan },
      inContainer: false,
      version: ourVersion,
      nodeVersion: "v24",
      platform: "linux",
      stopping: terminal.stopping,
    });
  };
  const stage: DoctorStage = {
    stash,
    pms,
    dataDir,
    url,
    env,
    answers,
    findings,
    install: async (...plugins) => {
      offered = plugins;
      stash.packages.install(plugins.map(({ id }) => ({ id, sourceURL: `${url}/index.yml` })));
      await stash.packages.idle();
    },
    complaints: async () =>
      (await findings()).filter(({ severity }) => severity !== "ok").map(({ id }) => id),
    stopProvider: () => closed(server),
    close: async () => {
      if (server.listening) await closed(server);
      await Promise.all([stash.close(), pms.close()]);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  await stage.install({ id: "Stash2Plex", version: ourVersion });
  return stage;
}
