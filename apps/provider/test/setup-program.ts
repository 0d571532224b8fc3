import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type FakeStash, startFakeStash } from "@stash2plex/simulators/fake-stash";
import { createLibrary } from "@stash2plex/simulators/library";
import {
  type PlexTv,
  type PmsServer,
  startPlexTv,
  startPmsServer,
} from "@stash2plex/simulators/pms-server";

import { createServeCommand } from "../src/cli/serve-command.ts";
import { choosePort } from "../src/demo/free-port.ts";
import { fakeTerminal, type FakeTerminal } from "./fake-terminal.ts";

export const STASH_KEY = "canary-stash-key";
export const PLEX_TOKEN = "canary-plex-token";

/** The real program, started with nothing set, between a fake Stash, a fake Plex and a fake plex.tv. */
export interface SetupProgram {
  readonly stash: FakeStash;
  readonly pms: PmsServer;
  readonly plexTv: PlexTv;
  readonly port: number;
  readonly url: string;
  readonly terminal: FakeTerminal;
  /** The code that was printed last. */
  code(): string;
  settingsFile(): string;
  writeSettingsFile(text: string): void;
  /** Ends the program and starts it anew, on the same data. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

const FOLDER = "/plex/films";

function putPackage(folder: string): void {
  const zip = "the package";
  const sha256 = createHash("sha256").update(zip).digest("hex");
  mkdirSync(folder);
  writeFileSync(join(folder, "Stash2Plex.zip"), zip);
  writeFileSync(
    join(folder, "index.yml"),
    `- id: Stash2Plex\n  name: Stash2Plex\n  version: 2.0.0\n  date: 2026-01-31 12:00:00\n  path: Stash2Plex.zip\n  sha256: ${sha256}\n`,
  );
}

export async function startSetupProgram(
  env: Readonly<Record<string, string>> = {},
): Promise<SetupProgram> {
  const library = createLibrary({ seed: 7, scenes: 14 });
  const stash = await startFakeStash({ library, apiKey: STASH_KEY });
  const known = [...library.scenes()].flatMap(({ files: [file] }) => {
    if (file === undefined) return [];
    const { path, size, duration } = file;
    const mount = library.mounts.find((one) => path.startsWith(`${one}/`)) ?? "";
    return [{ file: path.slice(mount.length + 1), size, duration: Math.round(duration * 1_000) }];
  });
  const unknown = ["Holiday/Boat at Noon.mp4", "Holiday/Harbour.mp4"];
  const pms = await startPmsServer({
    token: PLEX_TOKEN,
    sections: [
      {
        title: "Films",
        locations: [FOLDER],
        files: [...known.slice(0, 2), ...unknown, ...known.slice(2)],
      },
      { title: "Family", locations: ["/plex/family"], files: ["Birthday.mp4"] },
    ],
  });
  const plexTv = await startPlexTv();
  const dataDir = mkdtempSync(join(tmpdir(), "stash2plex-setup-page-"));
  const packagesFolder = join(dataDir, "packages");
  putPackage(packagesFolder);
  const { port } = await choosePort(0, "127.0.0.1");
  const variables = {
    DATA_DIR: dataDir,
    PORT: String(port),
    HOST: "127.0.0.1",
    FOLLOW_INTERVAL: "5s",
    PLEX_MAX_EDITS_PER_SECOND: "1000",
    LOG_LEVEL: "debug",
    ...env,
  };
  const serve = createServeCommand({ plexTvUrl: plexTv.url, packagesFolder });
  const start = (): { terminal: FakeTerminal; ended: Promise<number> } => {
    const terminal = fakeTerminal(variables);
    return { terminal, ended: serve([], terminal) };
  };
  let now = start();
  const stop = async (): Promise<void> => {
    now.terminal.stop();
    await now.ended;
  };
  await now.terminal.printed("enter the code");
  return {
    stash,
    pms,
    plexTv,
    port,
    url: `http://127.0.0.1:${port}`,
    get terminal() {
      return now.terminal;
    },
    code: () => [...now.terminal.out().matchAll(/enter the code (\S+)/g)].at(-1)?.[1] ?? "",
    settingsFile: () => readFileSync(join(dataDir, "stash2plex.yaml"), "utf8"),
    writeSettingsFile: (text) => writeFileSync(join(dataDir, "stash2plex.yaml"), text),
    restart: async () => {
      await stop();
      now = start();
    },
    close: async () => {
      await stop();
      await plexTv.close();
      await stash.close();
      await pms.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
