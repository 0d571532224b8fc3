import {
  PmsError,
  type PmsArtKind,
  type PmsClient,
  type PmsCollection,
  type PmsIdentity,
  type PmsItem,
  type PmsItemId,
  type PmsMatchCandidate,
  type PmsNotification,
  type PmsProvider,
  type PmsProviderGroup,
  type PmsSection,
} from "@stash2plex/shared/pms";

import { createMemoryArtwork, type MemoryArtwork } from "./memory-pms-artwork.ts";
import {
  editedItem,
  importedItem,
  isListed,
  itemOf,
  listedOf,
  withLocks,
  type MemoryImport,
} from "./memory-pms-items.ts";
import { createMemoryRegistration } from "./memory-pms-registration.ts";

export const pmsDown = (sentence = "Plex is down."): PmsError =>
  new PmsError("unreachable", sentence);

/** One call to the memory PMS, for tests that count. */
export interface MemoryPmsCall {
  readonly name: string;
  readonly detail: unknown;
  /** Whether the call changes something in Plex. */
  readonly writes: boolean;
}

/** A Plex Media Server in memory. Edits, matches and refreshes are told to subscribers, changes by the test are not. */
export interface MemoryPms {
  readonly client: PmsClient;
  readonly calls: MemoryPmsCall[];
  readonly sections: Map<string, PmsSection>;
  /** Replace entries to change them silently. */
  readonly items: Map<PmsItemId, PmsItem>;
  readonly artwork: MemoryArtwork;
  readonly collections: PmsCollection[];
  readonly providers: PmsProvider[];
  readonly groups: PmsProviderGroup[];
  readonly candidates: Map<PmsItemId, readonly PmsMatchCandidate[]>;
  readonly scans: { readonly sectionKey: string; readonly folder: string | null }[];
  identity: PmsIdentity;
  /** When set, every call fails with it. */
  problem: Error | null;
  /** Called before each call is answered; a test may wait, throw or change things there. */
  beforeCall: (call: MemoryPmsCall) => Promise<void> | void;
  /** What a refresh brings in, null for nothing; also called after a match. */
  onRefresh: (item: PmsItem) => MemoryImport | null;
  /** While true refreshes only begin; `finishRefreshes` ends them. */
  holdRefreshes: boolean;
  /** Whether an upload or a selection locks `thumb` or `art` (fact 33). */
  artworkLocks: boolean;
  /** An edit locks its fields, whatever it says of locks. */
  editsLock: boolean;
  /** False: listings do not say how long they are. */
  tellsTotal: boolean;
  /** The present time as Plex writes it: epoch seconds. */
  now(): number;
  addSection(section?: Partial<PmsSection>): PmsSection;
  /** With the next id, added and updated now, unless told otherwise. */
  addItem(item?: Partial<PmsItem>): PmsItem;
  /** Like an edit by somebody: `updatedAt` moves. */
  editItem(id: PmsItemId, patch: Partial<PmsItem>): void;
  finishRefreshes(): void;
  notify(notification: PmsNotification): void;
  callsOf(name: string): readonly MemoryPmsCall[];
  /** Calls that changed something. */
  writes(): readonly MemoryPmsCall[];
}

const sectionOf = (section: Partial<PmsSection>, key: string): PmsSection => ({
  key,
  uuid: `uuid-${key}`,
  title: `Movies ${key}`,
  type: "movie",
  agent: "tv.plex.agents.custom.stash2plex",
  scanner: "Plex Movie",
  language: "en-US",
  locations: [{ id: Number(key), path: "/media" }],
  refreshing: false,
  providerGroupId: null,
  ...section,
});

const pictureFields = { poster: "thumb", art: "art" } as const;

export const createMemoryPms = (clock: { now(): number }): MemoryPms => {
  const calls: MemoryPmsCall[] = [];
  const artwork = createMemoryArtwork();
  const refreshing = new Set<PmsItemId>();
  let listeners: ((notification: PmsNotification) => void)[] = [];

  const call = async <T>(
    name: string,
    detail: unknown,
    value: () => T,
    writes = false,
  ): Promise<T> => {
    const made = { name, detail, writes };
    calls.push(made);
    await pms.beforeCall(made);
    if (pms.problem !== null) throw pms.problem;
    return value();
  };
  const read = <T>(name: string, detail: unknown, value: () => T): Promise<T> =>
    call(name, detail, () => structuredClone(value()));
  const write = <T>(name: string, detail: unknown, value: () => T): Promise<T> =>
    call(name, detail, value, true);

  const itemOrFail = (id: PmsItemId): PmsItem => {
    const item = pms.items.get(id);
    if (item === undefined) throw new PmsError("not-found", `Plex has no item ${id}.`, 404);
    return item;
  };
  const tell = (item: PmsItem): void => {
    const { id, sectionKey } = item;
    pms.notify({
      kind: "item",
      itemId: id,
      sectionKey,
      state: 5,
      metadataState: null,
      deleted: false,
    });
  };
  const put = (item: PmsItem): void => {
    const touched = { ...item, updatedAt: pms.now() };
    pms.items.set(item.id, touched);
    tell(touched);
  };
  const showPicture = (id: PmsItemId, kind: PmsArtKind, lock: boolean): void => {
    const field = pictureFields[kind];
    const item = itemOrFail(id);
    const path = `/library/metadata/${id}/${field}/${pms.now()}`;
    put({ ...(lock ? withLocks(item, { [field]: true }) : item), [field]: path });
  };
  const offerPicture = (id: PmsItemId, kind: PmsArtKind, ratingKey: string | undefined): void => {
    if (ratingKey === undefined) return;
    artwork.offer(id, kind, ratingKey);
    if (itemOrFail(id).locked.has(pictureFields[kind])) return;
    artwork.select(id, kind, ratingKey);
    showPicture(id, kind, false);
  };
  const finishRefresh = (id: PmsItemId): void => {
    const item = pms.items.get(id);
    if (!refreshing.delete(id) || item === undefined) return;
    const brought = pms.onRefresh(item);
    put(brought === null ? item : importedItem(item, brought));
    offerPicture(id, "poster", brought?.poster);
    offerPicture(id, "art", brought?.art);
    pms.notify({ kind: "refresh-ended", itemId: id });
  };
  const beginRefresh = (id: PmsItemId): void => {
    itemOrFail(id);
    refreshing.add(id);
    if (pms.holdRefreshes) return;
    // The answer comes before the refresh ends.
    setImmediate(() => {
      finishRefresh(id);
    });
  };

  const registration = createMemoryRegistration(read, write);

  const client: PmsClient = {
    identity: () => read("identity", null, () => pms.identity),
    sections: () => read("sections", null, () => [...pms.sections.values()]),
    sectionItems: async function* (sectionKey, query = {}) {
      const { pageSize = 500 } = query;
      const { signal, ...filters } = query;
      for (let offset = 0; ; offset += pageSize) {
        signal?.throwIfAborted();
        const page = await read("sectionItems", { sectionKey, offset, ...filters }, () => {
          if (!pms.sections.has(sectionKey)) {
            throw new PmsError("not-found", `Plex has no section ${sectionKey}.`, 404);
          }
          const all = [...pms.items.values()].filter((item) => isListed(item, sectionKey, query));
          const items = all.slice(offset, offset + pageSize).map(listedOf);
          return { items, offset, total: pms.tellsTotal ? all.length : null };
        });
        yield page;
        if (page.items.length < pageSize) return;
      }
    },
    items: (ids) =>
      read("items", [...ids], () => {
        const known = ids.flatMap((id) => pms.items.get(id) ?? []);
        return new Map(known.map((item) => [item.id, item]));
      }),
    edit: (sectionKey, id, edit) =>
      write("edit", { sectionKey, id, edit }, () => {
        put(editedItem(itemOrFail(id), pms.editsLock ? { ...edit, lock: true } : edit));
      }),
    setLocks: (sectionKey, id, locks) =>
      write("setLocks", { sectionKey, id, locks }, () => {
        put(withLocks(itemOrFail(id), locks));
      }),
    rate: (id, rating) =>
      write("rate", { id, rating }, () => {
        put({ ...itemOrFail(id), userRating: rating });
      }),
    matchCandidates: (id, search = {}) =>
      read("matchCandidates", { id, search }, () => pms.candidates.get(itemOrFail(id).id) ?? []),
    match: (id, to) =>
      write("match", { id, ...to }, () => {
        put({ ...itemOrFail(id), guid: to.guid });
        beginRefresh(id);
      }),
    unmatch: (id) =>
      write("unmatch", { id }, () => {
        put({ ...itemOrFail(id), guid: `local://${id}` });
      }),
    refresh: (id) =>
      write("refresh", { id }, () => {
        beginRefresh(id);
      }),
    scan: (sectionKey, folder) =>
      write("scan", { sectionKey, folder: folder ?? null }, () => {
        pms.scans.push({ sectionKey, folder: folder ?? null });
      }),
    artList: (id, kind) =>
      read("artList", { id, kind }, () => artwork.list(itemOrFail(id).id, kind)),
    uploadArt: (id, kind, bytes) =>
      write("uploadArt", { id, kind, size: bytes.byteLength }, () => {
        artwork.upload(itemOrFail(id).id, kind, bytes);
        showPicture(id, kind, pms.artworkLocks);
      }),
    selectArt: (id, kind, ratingKey) =>
      write("selectArt", { id, kind, ratingKey }, () => {
        if (!artwork.select(itemOrFail(id).id, kind, ratingKey)) {
          throw new PmsError("not-found", `Item ${id} has no picture ${ratingKey}.`, 404);
        }
        showPicture(id, kind, pms.artworkLocks);
      }),
    collections: (sectionKey) => read("collections", { sectionKey }, () => pms.collections),
    ...registration.calls,
    assignSection: (sectionKey, agent) =>
      write("assignSection", { sectionKey, ...agent }, () => {
        const section = pms.sections.get(sectionKey);
        if (section === undefined)
          throw new PmsError("not-found", `No section ${sectionKey}.`, 404);
        const { identifier, providerGroupId } = agent;
        pms.sections.set(sectionKey, { ...section, agent: identifier, providerGroupId });
      }),
    createSection: (section) =>
      write("createSection", section, () =>
        pms.addSection({
          title: section.name,
          agent: section.agent,
          locations: section.locations.map((path, at) => ({ id: at + 1, path })),
          providerGroupId: section.providerGroupId ?? null,
        }),
      ),
    subscribe: (onNotification) => {
      listeners.push(onNotification);
      return {
        close: () => {
          listeners = listeners.filter((listener) => listener !== onNotification);
        },
      };
    },
    close: () => Promise.resolve(),
  };

  const pms: MemoryPms = {
    client,
    calls,
    sections: new Map(),
    items: new Map(),
    artwork,
    collections: [],
    providers: registration.providers,
    groups: registration.groups,
    candidates: new Map(),
    scans: [],
    identity: { machineIdentifier: "memory-pms", version: "1.43.4.1", claimed: true },
    problem: null,
    beforeCall: () => undefined,
    onRefresh: () => null,
    holdRefreshes: false,
    artworkLocks: true,
    editsLock: false,
    tellsTotal: true,
    now: () => Math.floor(clock.now() / 1_000),
    addSection: (section = {}) => {
      const made = sectionOf(section, section.key ?? String(pms.sections.size + 1));
      pms.sections.set(made.key, made);
      return made;
    },
    addItem: (item = {}) => {
      const id = item.id ?? Math.max(100, ...pms.items.keys()) + 1;
      const made = itemOf(id, { addedAt: pms.now(), updatedAt: pms.now(), ...item });
      pms.items.set(id, made);
      return made;
    },
    editItem: (id, patch) => {
      pms.items.set(id, { ...itemOrFail(id), updatedAt: pms.now(), ...patch });
    },
    finishRefreshes: () => {
      for (const id of [...refreshing]) finishRefresh(id);
    },
    notify: (notification) => {
      for (const listener of listeners) listener(notification);
    },
    callsOf: (name) => calls.filter((made) => made.name === name),
    writes: () => calls.filter((made) => made.writes),
  };
  return pms;
};
