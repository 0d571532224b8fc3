import { systemClock } from "@stash2plex/shared/clock";
import { defaultItemSettings } from "@stash2plex/shared/item";
import { silentLogger } from "@stash2plex/shared/log";
import { guidOf, PROVIDER_IDENTIFIER } from "@stash2plex/shared/plex";
import type { PmsListedItem } from "@stash2plex/shared/pms";

import { createDesiredDigests } from "../src/gaps/digests/desired-digests.ts";
import { createGapMeta } from "../src/gaps/gap-meta.ts";
import { createItemWriter } from "../src/plex-mirror/item-writer.ts";
import { createPartMapper } from "../src/plex-mirror/part-mapper.ts";
import { createPartStore } from "../src/plex-mirror/part-store.ts";
import { createSectionStore } from "../src/plex-mirror/section-store.ts";
import { createMirrorReader } from "../src/stash-mirror/mirror-reader.ts";
import { openStore } from "../src/store/open-store.ts";
import { createRowBuffers } from "../src/store/row-buffer.ts";
import { fillMirror } from "./mirror-look-ups.ts";
import { pathOfScene } from "./mirror-records.ts";

/**
 * `ours`: Plex shows nearly everything as ours, one scene in a hundred has a gap. `foreign`: no item is ours yet, and
 * all lie where Stash has them. `other-mount`: the same, under another folder and without a path rule. `strange`: Stash
 * knows none of the files.
 */
export const layouts = ["ours", "foreign", "other-mount", "strange"] as const;
export type LibraryLayout = (typeof layouts)[number];

const oneIn = 100;
const agent = "com.plexapp.agents.imdb://tt0000001?lang=en";

/** How many gaps a library of `ours` has: each of five kinds as often as the others. */
export const seededGaps = (scenes: number): number =>
  Array.from({ length: Math.floor(scenes / oneIn) }, (_, at) => (at % 5 === 1 ? 2 : 1)).reduce(
    (sum, gaps) => sum + gaps,
    0,
  );

const fault = (id: number): number | null => (id % oneIn === 0 ? (id / oneIn - 1) % 5 : null);

const fileIn = (layout: LibraryLayout, id: number): string => {
  const path = pathOfScene(id);
  if (layout === "other-mount") return path.replace("/data/media/", "/films/");
  return layout === "strange" ? `/data/media/strange/${id % 1_000}/Unheard ${id} of.mp4` : path;
};

const itemOf = (layout: LibraryLayout, id: number): readonly PmsListedItem[] => {
  const file = fileIn(layout, id);
  const item = (guid: string, path = file): PmsListedItem => ({
    id: 1_000_000 + id,
    sectionKey: "1",
    type: "movie",
    guid,
    title: `Item ${id}`,
    year: 2024,
    addedAt: 1_700_000_000 + id,
    updatedAt: 1_700_000_000 + id,
    deletedAt: null,
    parts: [{ id, file: path, size: 500_000_000 + id, duration: 600_000 }],
  });
  if (layout !== "ours") return [item(agent)];
  switch (fault(id)) {
    case 0:
      return [];
    case 1:
      return [item(agent, `/data/media/strange/Unheard ${id} of.mp4`)];
    case 2:
      return [item(agent)];
    case 3:
      return [item(guidOf(PROVIDER_IDENTIFIER, id + 10_000_000))];
    default:
      return [item(guidOf(PROVIDER_IDENTIFIER, id))];
  }
};

const fillPlex = (file: string, scenes: number, layout: LibraryLayout): void => {
  const store = openStore({ file, logger: silentLogger, clock: systemClock });
  const { db } = store;
  const rows = createRowBuffers(db);
  const parts = createPartStore(
    db,
    createPartMapper(() => []),
    rows,
  );
  const items = createItemWriter(db, parts, rows, PROVIDER_IDENTIFIER);
  const folder = layout === "other-mount" ? "/films" : "/data/media";
  createSectionStore(db).put(
    [
      {
        key: "1",
        uuid: "one",
        title: "Films",
        type: "movie",
        agent: PROVIDER_IDENTIFIER,
        scanner: "Plex Movie",
        language: "en-US",
        locations: [{ id: 1, path: folder }],
        refreshing: false,
        providerGroupId: null,
      },
    ],
    new Set(["1"]),
  );
  for (let first = 1; first <= scenes; first += 1_000) {
    const count = Math.min(1_000, scenes - first + 1);
    items.write(Array.from({ length: count }, (_, at) => itemOf(layout, first + at)).flat());
  }
  store.close();
};

/** What Plex was served is what Stash has; one scene in five hundred has changed since. */
const serveAll = async (file: string): Promise<void> => {
  const store = openStore({ file, logger: silentLogger, clock: systemClock });
  const { db } = store;
  const reader = createMirrorReader(store.openReader());
  const digests = createDesiredDigests({ db, reader, meta: createGapMeta(db) });
  await digests.refresh(defaultItemSettings, () => Promise.resolve());
  db.exec(`
    INSERT INTO served (scene_id, digest, at)
      SELECT scene_id, iif(scene_id % ${oneIn} = 0 AND (scene_id / ${oneIn} - 1) % 5 = 4, 'old', digest), 1
      FROM desired_digests`);
  store.close();
};

/** Both copies in one file, as passes over both sides leave them. */
export const buildLibrary = async (
  file: string,
  scenes: number,
  layout: LibraryLayout,
): Promise<void> => {
  fillMirror(file, scenes);
  fillPlex(file, scenes, layout);
  await serveAll(file);
};
