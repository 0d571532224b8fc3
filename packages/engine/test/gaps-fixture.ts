import { silentLogger } from "@stash2plex/shared/log";
import { guidOf, PROVIDER_IDENTIFIER } from "@stash2plex/shared/plex";
import type { PmsItem, PmsItemId } from "@stash2plex/shared/pms";
import type { SceneRecord, StashId } from "@stash2plex/shared/stash";

import { compareEverything, type Gap, type GapService, type GapSettings } from "../src/gaps/gap.ts";
import { createGaps, type Gaps } from "../src/gaps/index.ts";
import { createReconcileScene } from "../src/reconcile/reconcile-scene.ts";
import { fileOf } from "./memory-stash.ts";
import { createReconcileFixture, type ReconcileFixture } from "./reconcile-fixture.ts";

/** Both mirrors, the reconciler, and the gaps between them. */
export interface GapsFixture extends ReconcileFixture {
  readonly gaps: Gaps;
  readonly service: GapService;
  gapSettings: GapSettings;
  /** Called at each pause of the gaps. */
  onPause: () => void;
  /** A scene with these files. */
  addScene(id: StashId, paths: readonly string[], scene?: Partial<SceneRecord>): void;
  /** An item of Plex with these files. */
  addFiles(id: PmsItemId, files: readonly string[], item?: Partial<PmsItem>): void;
  /** A scene and its item, brought up to date by the reconciler. */
  addUpToDate(id: StashId, name?: string): Promise<PmsItemId>;
  /** Copies both sides, and compares them. */
  compare(): ReturnType<GapService["compare"]>;
  /** `kind/reason subject` of the open gaps, sorted: the path that they are about, else scene or item. */
  open(): Promise<readonly string[]>;
  gap(kind: Gap["kind"]): Promise<Gap>;
  /** The gaps of the next start of the program, over the same file. */
  again(): Gaps;
  /** Works the queue off. */
  workOff(): Promise<void>;
}

export const ours = (sceneId: StashId): string => guidOf(PROVIDER_IDENTIFIER, sceneId);

const mostRounds = 200;

export const createGapsFixture = (given: { readonly isPlexKnown?: boolean } = {}): GapsFixture => {
  const { isPlexKnown = true } = given;
  const base = createReconcileFixture();
  const { deps, queue, pms, plex } = base;
  const { clock, store, mirror, stash } = base.base;
  const reconcileScene = createReconcileScene(deps);
  const open = (): Gaps =>
    createGaps({
      db: store.db,
      mirror,
      plex: isPlexKnown ? plex : null,
      queue: isPlexKnown ? queue : null,
      offReason: isPlexKnown ? null : "PLEX_URL is not set.",
      settings: deps,
      gapSettings: () => fixture.gapSettings,
      clock,
      logger: silentLogger,
      pause: () => {
        fixture.onPause();
        return new Promise((resolve) => {
          setImmediate(resolve);
        });
      },
    });
  const gaps = open();
  gaps.start();
  const { service } = gaps;
  const everything = async () => (await service.page({ limit: 1_000, sort: "path" })).gaps;
  const fixture: GapsFixture = {
    ...base,
    gaps,
    service,
    gapSettings: compareEverything,
    onPause: () => undefined,
    addScene: (id, paths, scene = {}) => {
      stash.addScene({ id, files: paths.map((path, at) => fileOf(id * 10 + at, path)), ...scene });
    },
    addFiles: (id, files, item = {}) => {
      const parts = files.map((file, at) => ({
        id: id * 10 + at,
        file,
        size: null,
        duration: null,
      }));
      pms.addItem({ id, sectionKey: "1", parts, title: `Item ${id}`, ...item });
    },
    addUpToDate: async (id, name = `/data/media/lakes/Lake ${id}.mp4`) => {
      fixture.addScene(id, [name]);
      fixture.addFiles(1_000 + id, [name], { guid: ours(id) });
      await base.sync();
      await base.run(id);
      await base.sync();
      return 1_000 + id;
    },
    compare: async () => {
      await base.sync();
      return base.passing(service.compare());
    },
    open: async () =>
      (await everything())
        .map(
          ({ kind, reason, plexPath, stashPath }) =>
            `${kind}/${reason} ${plexPath ?? stashPath ?? ""}`,
        )
        .sort(),
    again: () => {
      const next = open();
      next.start();
      return next;
    },
    gap: async (kind) => {
      const found = (await everything()).find((gap) => gap.kind === kind);
      if (found === undefined) throw new Error(`no gap of kind ${kind} is open`);
      return found;
    },
    workOff: async () => {
      for (let round = 0; round < mostRounds; round += 1) {
        const [work] = queue.take(1);
        if (work === undefined) return;
        queue.finish(work, await base.passing(reconcileScene(work)));
        await base.passing(plex.follow());
      }
      throw new Error("The queue does not come to rest.");
    },
    dispose: async () => {
      await gaps.stop();
      await base.dispose();
    },
  };
  return fixture;
};
