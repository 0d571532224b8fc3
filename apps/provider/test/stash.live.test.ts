import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { systemClock } from "@stash2plex/shared/clock";
import { silentLogger } from "@stash2plex/shared/log";
import { createStashApi, type SceneRecord } from "@stash2plex/shared/stash";
import { createFakePms, isMatched, type FakePms } from "@stash2plex/simulators/fake-pms";

import { openLogging } from "../src/cli/serve-command.ts";
import { type RunningProvider, startProvider } from "../src/serve.ts";
import { loadSettings } from "../src/settings/load-settings.ts";
import { fakeTerminal } from "./fake-terminal.ts";

/*
 * The provider against a real Stash, which is only read: STASH_URL and STASH_API_KEY name it. A pretended Plex has every
 * file that Stash has, under the same folders, and some that Stash cannot know.
 */
const url = process.env.STASH_URL ?? "";
const apiKey = process.env.STASH_API_KEY ?? "";

if (url === "")
  throw new Error("pnpm test:live needs STASH_URL, and STASH_API_KEY where Stash has a key.");

const STRANGERS = ["Never Seen/Opening (2031).mp4", "Never Seen/0f3a-nobody-knows-this.mp4"];
const dataDir = mkdtempSync(join(tmpdir(), "stash2plex-live-"));
const terminal = fakeTerminal({
  STASH_URL: url,
  ...(apiKey !== "" && { STASH_API_KEY: apiKey }),
  DATA_DIR: dataDir,
  HOST: "127.0.0.1",
  LOG_LEVEL: "debug",
});

let provider: RunningProvider;
let pms: FakePms;
let scenes: readonly SceneRecord[] = [];
let folders: readonly string[] = [];

async function readLibrary(): Promise<void> {
  const api = createStashApi({ url, apiKey: apiKey === "" ? null : apiKey, logger: silentLogger });
  const read: SceneRecord[] = [];
  for (let afterId = 0; ;) {
    const page = await api.scenePage({ afterId, limit: 500 });
    read.push(...page);
    if (page.length < 500) break;
    afterId = page.at(-1)?.id ?? 0;
  }
  scenes = read;
  folders = await api.libraryFolders();
  await api.close();
}

function untilReady(): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (provider.mirror.status().phase !== "ready") return;
      forget();
      resolve();
    };
    const forget = provider.mirror.onStatus(look);
    look();
  });
}

const relativeTo = (folder: string, path: string): string | null =>
  path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : null;

beforeAll(async () => {
  const { settings, faults } = loadSettings(terminal, terminal.readText);
  expect(faults).toEqual([]);
  await readLibrary();
  const { logger } = openLogging(settings, terminal);
  provider = await startProvider(
    { ...settings, port: 0 },
    {
      logger,
      clock: systemClock,
      version: "live",
      interfaces: {},
      inContainer: false,
      terminal: null,
      reload: null,
      watch: () => () => undefined,
    },
  );
  await untilReady();
  const paths = scenes.flatMap(({ files }) => files.map(({ path }) => path));
  pms = createFakePms({
    sections: [
      {
        title: "Live",
        folders: folders.map((folder, index) => ({
          path: `/plex/${index}`,
          files: [
            ...paths.flatMap((path) => relativeTo(folder, path) ?? []),
            ...(index === 0 ? STRANGERS : []),
          ],
        })),
      },
    ],
  });
  await pms.register(`http://127.0.0.1:${provider.port}`);
  await pms.scan();
});

afterAll(async () => {
  pms.stop();
  await provider.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Scene ids by path below a library folder, as Plex would name the file. */
function scenesByName(): ReadonlyMap<string, ReadonlySet<number>> {
  const byName = new Map<string, Set<number>>();
  for (const { id, files } of scenes) {
    for (const { path } of files) {
      for (const folder of folders) {
        const name = relativeTo(folder, path)?.normalize("NFC");
        if (name === undefined) continue;
        byName.set(name, (byName.get(name) ?? new Set()).add(id));
      }
    }
  }
  return byName;
}

describe("a scan of everything that this Stash has", () => {
  it("matches no file wrongly, and every file in a folder whose path is its own", () => {
    const byName = scenesByName();
    const wrong: string[] = [];
    const missed: string[] = [];
    for (const item of pms.items()) {
      if (STRANGERS.includes(item.file)) continue;
      const right = byName.get(item.file.normalize("NFC")) ?? new Set();
      const given = Number(/scene-(\d+)$/.exec(item.guid)?.[1] ?? 0);
      if (isMatched(item) && !right.has(given)) wrong.push(item.file);
      if (!isMatched(item) && right.size === 1 && item.file.includes("/")) missed.push(item.file);
    }
    expect({ wrong, missed }).toEqual({ wrong: [], missed: [] });
  });

  it("leaves files that Stash does not know unmatched", () => {
    const strangers = pms.items().filter(({ file }) => STRANGERS.includes(file));
    expect(strangers.filter(isMatched)).toEqual([]);
    expect(strangers.length).toBe(STRANGERS.length);
  });

  it("keeps the contract in every answer", () => {
    expect(pms.violations()).toEqual([]);
    expect(pms.report().failed).toBe(0);
  });

  it("serves pictures that can be decoded", async () => {
    const withArt = pms.items().filter(({ metadata }) => metadata?.thumb !== undefined);
    for (const { metadata } of withArt.slice(0, 12)) {
      const bytes = await pms.fetchPicture(metadata?.thumb ?? "");
      expect(bytes?.length ?? 0).toBeGreaterThan(200);
    }
    expect(pms.violations()).toEqual([]);
  });

  it("never writes the key into the log", () => {
    expect(terminal.out().length).toBeGreaterThan(0);
    if (apiKey !== "") expect(terminal.out()).not.toContain(apiKey);
  });
});
