import {
  StashError,
  type GroupRecord,
  type PerformerRecord,
  type RelatedKind,
  type RelatedRecords,
  type SceneFile,
  type SceneRecord,
  type StashApi,
  type StashId,
  type StashTrigger,
  type StudioRecord,
  type TagRecord,
} from "@stash2plex/shared/stash";

/** How a Stash that is down looks to the mirror. */
export const stashDown = (sentence: string): StashError => new StashError("unreachable", sentence);

/** One call to the memory Stash, for tests that count. */
export interface MemoryCall {
  readonly name: string;
  readonly detail: unknown;
}

/** A Stash in memory with the quirks that matter to the mirror: text time, keysets, nulls for scenes that are gone. */
export interface MemoryStash {
  readonly api: StashApi;
  readonly calls: MemoryCall[];
  readonly scenes: Map<StashId, SceneRecord>;
  readonly related: { readonly [K in RelatedKind]: Map<StashId, RelatedRecords[K]> };
  folders: string[];
  /** Text that stands behind the local time of every stamp. */
  offset: string;
  /** When set, every call fails with it. */
  problem: Error | null;
  /** Called before each call is answered; a test may wait or change things there. */
  beforeCall: (call: MemoryCall) => Promise<void> | void;
  /** The present time as Stash writes it. */
  stamp(): string;
  addScene(scene?: Partial<SceneRecord>): SceneRecord;
  /** Like a mutation of the scene: its stamp moves. */
  editScene(id: StashId, patch: Partial<SceneRecord>): void;
  /** Like a rename on disk: the stamp stays. */
  moveFiles(id: StashId, change: (file: SceneFile) => SceneFile): void;
  putPerformer(record: Partial<PerformerRecord> & { id: StashId }): void;
  putTag(record: Partial<TagRecord> & { id: StashId }): void;
  putStudio(record: Partial<StudioRecord> & { id: StashId }): void;
  putGroup(record: Partial<GroupRecord> & { id: StashId }): void;
  trigger(trigger: StashTrigger): void;
  callsOf(name: string): readonly MemoryCall[];
}

const hashOf = (id: number): string => (0xa000_0000_0000 + id).toString(16).padStart(16, "0");

export const fileOf = (id: number, path: string): SceneFile => ({
  id,
  path,
  size: 1_000_000 + id,
  duration: 60.5,
  oshash: hashOf(id),
  phash: null,
});

const pageOf = <T>(list: readonly T[], page: number, perPage: number): T[] =>
  list.slice((page - 1) * perPage, page * perPage);

const byId = (a: { id: number }, b: { id: number }): number => a.id - b.id;

const byStamp = (a: { updatedAt: string }, b: { updatedAt: string }): number =>
  a.updatedAt < b.updatedAt ? -1 : 1;

export const createMemoryStash = (clock: { now(): number }): MemoryStash => {
  const calls: MemoryCall[] = [];
  let listeners: ((trigger: StashTrigger) => void)[] = [];
  let nextId = 1;
  const related: MemoryStash["related"] = {
    performer: new Map<StashId, PerformerRecord>(),
    tag: new Map<StashId, TagRecord>(),
    studio: new Map<StashId, StudioRecord>(),
    group: new Map<StashId, GroupRecord>(),
  };
  const answer = async <T>(name: string, detail: unknown, value: () => T): Promise<T> => {
    const call = { name, detail };
    calls.push(call);
    await stash.beforeCall(call);
    if (stash.problem !== null) throw stash.problem;
    return structuredClone(value());
  };
  const keyset = (afterId: StashId, limit: number): SceneRecord[] =>
    [...stash.scenes.values()]
      .sort(byId)
      .filter((scene) => scene.id > afterId)
      .slice(0, limit);
  const kind = <K extends RelatedKind>(name: K): RelatedRecords[K][] => [...related[name].values()];
  const api: StashApi = {
    version: () =>
      answer("version", null, () => ({ text: "v0.30.1", major: 0, minor: 30, patch: 1 })),
    counts: () =>
      answer("counts", null, () => ({
        scenes: stash.scenes.size,
        performers: related.performer.size,
        tags: related.tag.size,
        studios: related.studio.size,
        groups: related.group.size,
      })),
    libraryFolders: () => answer("libraryFolders", null, () => stash.folders),
    pluginSettings: () => answer("pluginSettings", null, () => ({})),
    jobs: () => answer("jobs", null, () => []),
    scenePage: ({ afterId, limit }) =>
      answer("scenePage", { afterId, limit }, () => keyset(afterId, limit)),
    sceneStampPage: ({ afterId, limit }) =>
      answer("sceneStampPage", { afterId }, () =>
        keyset(afterId, limit).map(({ id, updatedAt }) => ({ id, updatedAt })),
      ),
    scenePathPage: ({ afterId, limit }) =>
      answer("scenePathPage", { afterId }, () =>
        keyset(afterId, limit).map(({ id, updatedAt, files }) => ({ id, updatedAt, files })),
      ),
    scenesChangedSince: ({ cursor, page, perPage }) =>
      answer("scenesChangedSince", { cursor, page }, () =>
        pageOf(
          [...stash.scenes.values()].filter((scene) => scene.updatedAt > cursor).sort(byStamp),
          page,
          perPage,
        ),
      ),
    scenesByIds: (ids) =>
      answer(
        "scenesByIds",
        ids,
        () => new Map(ids.map((id) => [id, stash.scenes.get(id) ?? null])),
      ),
    relatedPage: (name, { page, perPage }) =>
      answer("relatedPage", name, () => pageOf(kind(name).sort(byId), page, perPage)),
    relatedChangedSince: (name, { cursor, page, perPage }) =>
      answer("relatedChangedSince", { name, cursor }, () =>
        pageOf(
          kind(name)
            .filter((record) => record.updatedAt > cursor)
            .sort(byStamp),
          page,
          perPage,
        ),
      ),
    relatedStampPage: (name, { page, perPage }) =>
      answer("relatedStampPage", name, () =>
        pageOf(
          kind(name)
            .sort(byId)
            .map(({ id, updatedAt }) => ({ id, updatedAt })),
          page,
          perPage,
        ),
      ),
    scenesByPath: (path) =>
      answer("scenesByPath", path, () =>
        [...stash.scenes.values()].filter((scene) => scene.files.some((f) => f.path === path)),
      ),
    scenesByBaseName: (name) =>
      answer("scenesByBaseName", name, () =>
        [...stash.scenes.values()].filter((scene) =>
          scene.files.some((file) => file.path.endsWith(`/${name}`)),
        ),
      ),
    sceneByOshash: (oshash) =>
      answer(
        "sceneByOshash",
        oshash,
        () =>
          [...stash.scenes.values()].find((scene) =>
            scene.files.some((file) => file.oshash === oshash),
          ) ?? null,
      ),
    subscribe: (onTrigger) => {
      listeners.push(onTrigger);
      return {
        close: () => {
          listeners = listeners.filter((listener) => listener !== onTrigger);
        },
      };
    },
    listen: () => ({
      pause: () => undefined,
      resume: () => undefined,
      close: () => undefined,
    }),
    close: () => Promise.resolve(),
  };
  const stash: MemoryStash = {
    api,
    calls,
    scenes: new Map(),
    related,
    folders: ["/data/media"],
    offset: "+01:00",
    problem: null,
    beforeCall: () => undefined,
    stamp: () => {
      const [, sign = "+", hours = "0", minutes = "0"] =
        /^([+-])(\d\d):(\d\d)$/u.exec(stash.offset) ?? [];
      const shift = (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -1 : 1);
      const local = new Date(clock.now() + shift * 60_000).toISOString().slice(0, 19);
      return `${local}${stash.offset}`;
    },
    addScene: (scene = {}) => {
      const id = scene.id ?? nextId;
      nextId = Math.max(nextId, id) + 1;
      const record: SceneRecord = {
        id,
        updatedAt: stash.stamp(),
        createdAt: stash.stamp(),
        title: `Lake ${id}`,
        code: "",
        details: "",
        director: "",
        date: "2024-05-31",
        rating100: null,
        organized: true,
        coverVersion: "1",
        urls: [],
        files: [fileOf(id, `/data/media/lakes/Lake ${id}.mp4`)],
        studioId: null,
        performerIds: [],
        tagIds: [],
        groups: [],
        stashIds: [],
        ...scene,
      };
      stash.scenes.set(id, record);
      return record;
    },
    editScene: (id, patch) => {
      const scene = stash.scenes.get(id);
      if (scene === undefined) throw new Error(`no scene ${id}`);
      stash.scenes.set(id, { ...scene, updatedAt: stash.stamp(), ...patch });
    },
    moveFiles: (id, change) => {
      const scene = stash.scenes.get(id);
      if (scene === undefined) throw new Error(`no scene ${id}`);
      stash.scenes.set(id, { ...scene, files: scene.files.map(change) });
    },
    putPerformer: (record) => {
      related.performer.set(record.id, {
        name: `Performer ${record.id}`,
        disambiguation: "",
        gender: null,
        tagIds: [],
        imageVersion: null,
        ...related.performer.get(record.id),
        updatedAt: stash.stamp(),
        ...record,
      });
    },
    putTag: (record) => {
      related.tag.set(record.id, {
        name: `Tag ${record.id}`,
        parentIds: [],
        ...related.tag.get(record.id),
        updatedAt: stash.stamp(),
        ...record,
      });
    },
    putStudio: (record) => {
      related.studio.set(record.id, {
        name: `Studio ${record.id}`,
        parentId: null,
        imageVersion: null,
        ...related.studio.get(record.id),
        updatedAt: stash.stamp(),
        ...record,
      });
    },
    putGroup: (record) => {
      related.group.set(record.id, {
        name: `Group ${record.id}`,
        frontImageVersion: null,
        ...related.group.get(record.id),
        updatedAt: stash.stamp(),
        ...record,
      });
    },
    trigger: (trigger) => {
      for (const listener of listeners) listener(trigger);
    },
    callsOf: (name) => calls.filter((call) => call.name === name),
  };
  return stash;
};
