import { setTimeout as wait } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";

import type { SyncStatus } from "@stash2plex/engine/engine";
import { encodeDoorbell, type StashEvent } from "@stash2plex/shared/events";
import {
  createLibrary,
  type Library,
  updateScene,
  type SceneFields,
} from "@stash2plex/simulators/library";
import {
  type FileOption,
  type PictureKind,
  type PmsServer,
  type PmsServerOptions,
  type SectionOption,
  type ServerItem,
  startPmsServer,
} from "@stash2plex/simulators/pms-server";

import { type Running, startRunning } from "../running-provider.ts";
import { stageDatabase, type StageDatabase } from "./stage-database.ts";
import { shownOf, wantedOf } from "./wanted-item.ts";

/** Both servers, and a provider between them that pushes. */
export interface PushStage extends Running {
  readonly pms: PmsServer;
  /** The item of a scene, by its first file as it was at the start. */
  itemOf(sceneId: number): ServerItem;
  /** The plugin in Stash says what was saved, in one message. */
  ring(...events: readonly StashEvent[]): Promise<void>;
  /** Resolves as soon as the condition holds; fails after a while with what was there. */
  eventually<T>(look: () => T | Promise<T>, holds: (value: T) => boolean): Promise<T>;
  /** Resolves when the item of a scene shows what Stash has. */
  converges(sceneId: number): Promise<unknown>;
  /** Follows both sides. */
  look(): Promise<void>;
  /** Resolves when both sides were followed, and nothing is left to look at or to do. */
  quiet(): Promise<void>;
  /** Resolves when the queue is empty; what moved by that may still have to be looked at. */
  worked(): Promise<void>;
  readonly status: () => Promise<SyncStatus>;
  /** Runs a reconcile job to its end and waits for its work. */
  reconcile(scope: string | { readonly ids: readonly number[] }): Promise<void>;
  readonly openGaps: StageDatabase["openGaps"];
  /** Bytes of uploads of a kind that the item's picker shows, and which one is selected. */
  uploads(item: ServerItem, kind: PictureKind): { readonly count: number; readonly shown: boolean };
}

export interface PushOptions {
  readonly scenes?: number;
  readonly plex?: Omit<PmsServerOptions, "sections">;
  readonly env?: Readonly<Record<string, string>>;
  /** What the section of all files is like. */
  readonly section?: Partial<Omit<SectionOption, "files">>;
  /** Whether the provider is the agent of that section. @default true */
  readonly ours?: boolean;
  /** Which scenes have a file in Plex. @default all */
  readonly inPlex?: (sceneId: number) => boolean;
  /** What the file of a scene is in Plex already. */
  readonly fileOf?: (sceneId: number) => Partial<FileOption>;
  /** Edits of Stash before anybody looks. */
  readonly prepare?: (library: Library) => void;
}

/** Texts and lists as a person fills them in: several of each, so that a list which is cut shows. */
export const filledIn = {
  title: "Otters of the Upper Valley",
  details: "A year at the river.\n\nWith the sound of the water.",
  date: "2021-06-05",
  director: "Hedda Sund, Jonas Reed",
  studioId: 2,
  performerIds: [1, 2, 3],
  tagIds: [1, 2, 3, 4],
  groups: [{ groupId: 1, sceneIndex: null }],
} as const satisfies Partial<SceneFields>;

export const saved = (id: number, ...fields: readonly string[]): StashEvent => ({
  type: "Scene.Update.Post",
  id,
  fields: ["id", ...fields],
});

const folder = "/plex/films";
const longestMs = 12_000;
const lookEveryMs = 15;

const relativePath = (path: string, mounts: readonly string[]): string => {
  const mount = mounts.find((candidate) => path.startsWith(`${candidate}/`)) ?? "";
  return path.slice(mount.length + 1);
};

/** Where a file of Stash lies for Plex. */
export const plexPath = (path: string, mounts: readonly string[]): string =>
  `${folder}/${relativePath(path, mounts)}`;

async function eventually<T>(look: () => T | Promise<T>, holds: (value: T) => boolean): Promise<T> {
  const end = Date.now() + longestMs;
  for (;;) {
    const value = await look();
    if (holds(value)) return value;
    if (Date.now() > end) throw new Error(`Waited in vain; there is ${JSON.stringify(value)}.`);
    await wait(lookEveryMs);
  }
}

const stages = new Set<PushStage>();

/** Ends the stages that were started; answers how their requests broke the contract of Plex. */
export async function closeStages(): Promise<readonly string[]> {
  const broken: string[] = [];
  for (const stage of stages) {
    await stage.close();
    broken.push(...stage.pms.violations());
  }
  stages.clear();
  return broken;
}

export async function startPush(options: PushOptions = {}): Promise<PushStage> {
  const { scenes = 4, plex = {}, env = {}, section = {}, ours = true } = options;
  const { inPlex = () => true, fileOf = () => ({}), prepare = () => undefined } = options;
  const model = createLibrary({ seed: 7, scenes });
  const firstFiles = new Map<number, string>();
  for (const { id, files } of model.scenes()) {
    const [first] = files;
    if (first !== undefined) firstFiles.set(id, plexPath(first.path, model.mounts));
  }
  const files = [...firstFiles]
    .filter(([id]) => inPlex(id))
    .map(([id, path]) => ({ file: path.slice(folder.length + 1), ...fileOf(id) }));
  const pms = await startPmsServer({
    ...plex,
    sections: [
      {
        title: "Films",
        locations: [folder],
        files,
        ...section,
      },
    ],
  });
  const running = await startRunning({
    scenes,
    prepare,
    env: {
      PLEX_URL: pms.url,
      PLEX_TOKEN: pms.token,
      PLEX_FOLLOW_INTERVAL: "10s",
      PLEX_MAX_EDITS_PER_SECOND: "1000",
      COMPARE_SCHEDULE: "manual",
      ...env,
    },
  });
  await running.until(({ phase }) => phase === "ready");
  await pms.useProvider(running.url, ours ? ["1"] : []);
  const { library, stash, dataDir, close } = running;
  const database = stageDatabase(dataDir);
  const job = async (name: string): Promise<void> => {
    await running.ask(`/api/jobs/${name}/run`, { method: "POST" });
    await eventually(
      async () =>
        (await running.ask("/api/jobs")).json() as { jobs: { name: string; running: boolean }[] },
      ({ jobs }) => jobs.every((one) => one.name !== name || !one.running),
    );
  };
  const look = async (): Promise<void> => {
    await stage.provider.mirror.follow();
    await job("plex-pass");
  };
  const worked = async (): Promise<void> => {
    await eventually(database.queued, (left) => left === 0);
  };
  const idle = async (): Promise<void> => {
    await eventually(
      () => database.queued() + database.marked(),
      (left) => left === 0,
    );
    await pms.idle();
  };
  const stage: PushStage = Object.assign(running, {
    pms,
    itemOf: (sceneId: number) => pms.itemOfFile(firstFiles.get(sceneId) ?? "no file"),
    ring: async (...events: readonly StashEvent[]) => {
      const lines = events.map((event) => `[Plugin / Stash2Plex] ${encodeDoorbell(event)}`);
      // Passes of our own stop the listening for a moment; then polls would find the edit, seconds later.
      await eventually(
        () => stash.log.say(...lines),
        (heardBy) => heardBy > 0,
      );
    },
    eventually,
    converges: (sceneId: number) =>
      eventually(
        () => ({ shown: shownOf(stage.itemOf(sceneId)), wanted: wantedOf(library, sceneId) }),
        ({ shown, wanted }) => isDeepStrictEqual(shown, wanted),
      ),
    look,
    quiet: async () => {
      await look();
      await idle();
    },
    worked,
    status: async () => (await running.ask("/api/sync")).json() as SyncStatus,
    reconcile: async (scope: string | { readonly ids: readonly number[] }) => {
      const answer = await running.ask("/api/reconcile", {
        method: "POST",
        body: JSON.stringify({ scope, dryRun: false }),
      });
      if (answer.status !== 200) throw new Error(`No run of reconcile: ${answer.text}`);
      await idle();
    },
    openGaps: database.openGaps,
    uploads: (item: ServerItem, kind: PictureKind) => {
      const entries = (item.pictures[kind] ?? []).filter(({ provider }) => provider === null);
      return { count: entries.length, shown: entries.some(({ selected }) => selected) };
    },
    close: async () => {
      await close();
      await pms.close();
    },
  });
  stages.add(stage);
  await eventually(stage.status, ({ doorbell }) => doorbell.listening || env.DOORBELL === "off");
  return stage;
}

/** A stage on which Plex shows everything that Stash has. */
export async function startFilled(options: PushOptions = {}): Promise<PushStage> {
  const { prepare } = options;
  const stage = await startPush({
    ...options,
    prepare: (library) => {
      updateScene(library, 3, filledIn);
      prepare?.(library);
    },
  });
  await stage.look();
  await stage.converges(3);
  await stage.worked();
  stage.pms.resetRequests();
  return stage;
}
