import type { PmsArtKind, PmsItem, PmsItemId, PmsRole } from "@stash2plex/shared/pms";
import { defaultItemSettings, type ItemSettings } from "@stash2plex/shared/item";
import { silentLogger } from "@stash2plex/shared/log";
import type { PathRule } from "@stash2plex/shared/paths";
import { guidOf, PROVIDER_IDENTIFIER, sceneIdOfGuid } from "@stash2plex/shared/plex";
import type { SceneRecord, StashId } from "@stash2plex/shared/stash";

import { defaultMatchSettings, type MatchSettings } from "../src/matching/match-settings.ts";
import { createPlexMirror } from "../src/plex-mirror/create-plex-mirror.ts";
import type { PlexMirror } from "../src/plex-mirror/plex-mirror.ts";
import type { ArtworkAnswer, ArtworkSource } from "../src/reconcile/artwork-source.ts";
import type { SyncPolicy } from "../src/reconcile/policy.ts";
import { createSyncQueue } from "../src/reconcile/queue/create-sync-queue.ts";
import type { Cause, SyncQueue, Work, WorkOutcome } from "../src/reconcile/queue.ts";
import { createReconcileScene } from "../src/reconcile/reconcile-scene.ts";
import type { ReconcileDeps } from "../src/reconcile/scene-deps.ts";
import { viewScene } from "../src/reconcile/scene-view.ts";
import type { MemoryImport } from "./memory-pms-items.ts";
import { createMemoryPms, type MemoryPms } from "./memory-pms.ts";
import { createMirrorFixture, type MirrorFixture } from "./mirror-fixture.ts";
import { policyOf } from "./plan-fixture.ts";

/** How the PMS of the fixture takes over what our provider says. */
export interface ImportQuirks {
  /** Only the first genre arrives (docs/reference/plex-contract.md, fact 26). */
  onlyFirstGenre: boolean;
  /** Tags that are not sent any more stay (fact 25), and so do scalars. */
  keepsStale: boolean;
}

/** Both sides in memory, both mirrors, the queue and the reconciler, on a clock that the test moves. */
export interface ReconcileFixture {
  readonly base: MirrorFixture;
  readonly pms: MemoryPms;
  readonly plex: PlexMirror;
  readonly queue: SyncQueue;
  readonly deps: ReconcileDeps;
  readonly quirks: ImportQuirks;
  readonly settings: {
    policy: SyncPolicy;
    item: ItemSettings;
    match: MatchSettings;
    rules: readonly PathRule[];
  };
  /** Bytes by picture kind; a kind without bytes has no picture. */
  readonly pictures: Map<string, Uint8Array>;
  /** Pictures that were asked for. */
  readonly askedPictures: string[];
  /** A scene with one file, and its item in Plex, imported from our provider as the quirks let it. */
  addPair(
    scene?: Partial<SceneRecord>,
    item?: Partial<PmsItem>,
  ): { sceneId: StashId; itemId: PmsItemId };
  /** An item with a file, as Plex would scan it. */
  addItem(file: string, item?: Partial<PmsItem>): PmsItemId;
  /** Copies both sides. */
  sync(): Promise<void>;
  /** What our provider would say of a scene now, as Plex takes it over. */
  imported(sceneId: StashId, item: PmsItem): MemoryImport | null;
  work(sceneId: StashId, ...causes: Cause[]): Work;
  /** Runs the reconciler over a scene; time passes as needed. */
  run(sceneId: StashId, ...causes: Cause[]): Promise<WorkOutcome>;
  /** Waits for a promise while time passes. */
  passing<T>(promise: Promise<T>): Promise<T>;
  item(id: PmsItemId): PmsItem;
  /** Names of the writing calls since the last time. */
  writes(): string[];
  selected(id: PmsItemId, kind: PmsArtKind): string | null;
  dispose(): Promise<void>;
}

const union = (left: readonly string[], right: readonly string[]): readonly string[] => [
  ...new Set([...left, ...right]),
];

export const createReconcileFixture = (): ReconcileFixture => {
  const base = createMirrorFixture();
  const { clock, stash } = base;
  const pms = createMemoryPms(clock);
  pms.addSection({ locations: [{ id: 1, path: "/data/media" }] });
  const settings: ReconcileFixture["settings"] = {
    policy: policyOf(),
    item: defaultItemSettings,
    match: defaultMatchSettings,
    rules: [],
  };
  const quirks: ImportQuirks = { onlyFirstGenre: false, keepsStale: false };
  const pictures = new Map<string, Uint8Array>();
  const askedPictures: string[] = [];
  const source: ArtworkSource = {
    pipeline: "p1",
    bytes: ({ kind, id }) => {
      askedPictures.push(`${kind} ${id}`);
      const bytes = pictures.get(kind);
      const answer: ArtworkAnswer =
        bytes === undefined ? { kind: "absent" } : { kind: "picture", bytes };
      return Promise.resolve(answer);
    },
  };
  const plex = createPlexMirror({
    store: base.store,
    pms: pms.client,
    clock,
    logger: silentLogger,
    identifier: PROVIDER_IDENTIFIER,
    sections: () => [],
    rules: () => settings.rules,
  });
  const queue = createSyncQueue({
    db: base.store.db,
    clock,
    random: () => 0.5,
    workerId: "test",
  });
  const deps: ReconcileDeps = {
    db: base.store.db,
    mirror: base.mirror,
    plex,
    pms: pms.client,
    queue,
    clock,
    logger: silentLogger,
    artwork: source,
    listen: (listener) => {
      const subscription = pms.client.subscribe(listener);
      return () => {
        subscription.close();
      };
    },
    meter: () => Promise.resolve(),
    policy: () => settings.policy,
    itemSettings: () => settings.item,
    matchSettings: () => settings.match,
    rules: () => settings.rules,
    isOurSection: ({ agent }) => agent === PROVIDER_IDENTIFIER,
    pictureUrl: null,
  };
  const reconcileScene = createReconcileScene(deps);

  const imported: ReconcileFixture["imported"] = (sceneId, item) => {
    const view = viewScene(sceneId, deps);
    if (view === null) return null;
    const { desired } = view;
    const genres = quirks.onlyFirstGenre ? desired.genres.slice(0, 1) : desired.genres;
    const tags = (sent: readonly string[], has: readonly string[]): readonly string[] =>
      quirks.keepsStale ? union(has, sent) : sent;
    const roles = desired.roles.map(({ name, role = null }): PmsRole => ({
      name,
      role,
      thumb: null,
    }));
    const kept = item.roles.filter(({ name }) => roles.every((role) => role.name !== name));
    const absent = quirks.keepsStale ? undefined : "";
    const scalars = {
      title: desired.title,
      originalTitle: desired.originalTitle ?? absent,
      summary: desired.summary ?? absent,
      tagline: desired.tagline ?? absent,
      studio: desired.studio ?? absent,
      contentRating: desired.contentRating ?? absent,
      originallyAvailableAt: desired.originallyAvailableAt ?? absent,
    };
    return {
      scalars: Object.fromEntries(
        Object.entries(scalars).filter(([, value]) => value !== undefined),
      ),
      tags: {
        genre: tags(genres, item.tags.genre),
        collection: tags(desired.collections, item.tags.collection),
        director: tags(desired.directors, item.tags.director),
      },
      roles: quirks.keepsStale ? [...kept, ...roles] : roles,
      ...(desired.year !== undefined && { year: desired.year }),
    };
  };
  pms.onRefresh = (item) => {
    const sceneId = sceneIdOfGuid(PROVIDER_IDENTIFIER, item.guid);
    return sceneId === null ? null : imported(sceneId, item);
  };

  const passing = async <T>(promise: Promise<T>): Promise<T> => {
    const state = { isSettled: false };
    const settled = promise.finally(() => {
      state.isSettled = true;
    });
    // Looked at below; until then it is not unhandled.
    settled.catch(() => undefined);
    await clock.settle();
    for (let turn = 0; !state.isSettled && turn < 1_000; turn += 1) await clock.advance(100);
    return settled;
  };
  const item = (id: PmsItemId): PmsItem => {
    const found = pms.items.get(id);
    if (found === undefined) throw new Error(`no item ${id}`);
    return found;
  };
  const work: ReconcileFixture["work"] = (sceneId, ...causes) => ({
    sceneId,
    priority: 0,
    causes: causes.length === 0 ? ["Scene.Update.Post"] : causes,
    attempts: 0,
    generation: 1,
    enqueuedAt: clock.now(),
    waitingSince: null,
  });
  const addItem: ReconcileFixture["addItem"] = (file, given = {}) => {
    const part = { id: 1, file, size: null, duration: null };
    return pms.addItem({ sectionKey: "1", parts: [part], ...given }).id;
  };
  return {
    base,
    pms,
    plex,
    queue,
    deps,
    quirks,
    settings,
    pictures,
    askedPictures,
    addItem,
    addPair: (scene, given) => {
      const { id, files } = stash.addScene(scene);
      const guid = guidOf(PROVIDER_IDENTIFIER, id);
      const itemId = addItem(files[0]?.path ?? "", { guid, ...given });
      return { sceneId: id, itemId };
    },
    sync: async () => {
      if (base.mirror.status().phase === "ready") await passing(base.mirror.run("follow"));
      else {
        base.mirror.start();
        await clock.advance(1_000);
      }
      await passing(plex.fullPass());
    },
    imported,
    work,
    run: (sceneId, ...causes) => passing(reconcileScene(work(sceneId, ...causes))),
    passing,
    item,
    writes: () => {
      const names = pms.writes().map(({ name }) => name);
      pms.calls.length = 0;
      return names;
    },
    selected: (id, kind) => pms.artwork.selected(id, kind)?.ratingKey ?? null,
    dispose: async () => {
      await plex.stop();
      await base.dispose();
    },
  };
};
