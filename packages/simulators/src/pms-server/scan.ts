import { pause, type ItemJobs, type JobDeps } from "./jobs.ts";
import { addItem, isWithin, locationOf, scannedPaths } from "./sections.ts";
import type { ServerItem } from "./server-item.ts";
import type { PmsState, ServerSection } from "./state.ts";

export interface Scans {
  /**
   * Looks for new and vanished files in a section, or in one folder of it; answers before it is done.
   *
   * @param forced refreshes every item, too
   */
  start(sectionKey: string, folder: string | null, forced: boolean): void;
  /** Deletes the items of a section that lie in the trash. */
  emptyTrash(sectionKey: string): void;
  idle(): Promise<void>;
}

const itemsOf = (state: PmsState, section: ServerSection): ServerItem[] =>
  [...state.items.values()].filter(({ sectionKey }) => sectionKey === section.key);

/** Marks what has vanished as trashed, and what is there again as present. */
function sortOutVanished(state: PmsState, section: ServerSection, folder: string | null): void {
  for (const item of itemsOf(state, section)) {
    if (!isWithin(item, folder)) continue;
    const isThere = item.parts.some(({ file }) => state.disk.has(file));
    if (isThere === (item.deletedAt === null)) continue;
    const changed = state.put({ ...item, deletedAt: isThere ? null : state.now() });
    state.notices.timeline(changed, "processed");
  }
}

function addNew(state: PmsState, section: ServerSection, folder: string | null): ServerItem[] {
  const known = new Set(
    itemsOf(state, section).flatMap(({ parts }) => parts.map(({ file }) => file)),
  );
  return scannedPaths(state, section, folder)
    .filter((path) => !known.has(path))
    .map((path) => addItem(state, section, path));
}

export function createScans(deps: JobDeps, jobs: ItemJobs): Scans {
  const { state, signal } = deps;
  const running = new Set<Promise<void>>();

  const emptyTrash = (sectionKey: string): void => {
    for (const item of [...state.items.values()]) {
      if (item.sectionKey !== sectionKey || item.deletedAt === null) continue;
      state.items.delete(item.id);
      state.notices.timeline(item, "deleted", { metadataState: "deleted" });
    }
  };

  const patch = (key: string, changes: Partial<ServerSection>): void => {
    const section = state.sections.get(key);
    if (section !== undefined) state.sections.set(key, { ...section, ...changes });
  };

  const scan = async (section: ServerSection, folder: string | null, forced: boolean) => {
    const { key } = section;
    patch(key, { refreshing: true });
    const activity = state.notices.activity("library.update.section", `Scanning ${section.title}`, {
      librarySectionID: key,
    });
    await pause(deps, state.readings.refreshMs);
    sortOutVanished(state, section, folder);
    const before = forced ? itemsOf(state, section) : [];
    const found = addNew(state, section, folder);
    activity.progress(50);
    await Promise.all([
      ...found.map(({ id }) => jobs.matchNew(id)),
      ...before.map(({ id }) => jobs.refresh(id)),
    ]);
    if (signal.aborted) return;
    if (state.readings.emptiesTrashAfterScan) emptyTrash(key);
    patch(key, { refreshing: false, scannedAt: state.now() });
    activity.end();
  };

  return {
    start(sectionKey, folder, forced) {
      const section = state.sections.get(sectionKey);
      if (section === undefined) return;
      if (folder !== null && locationOf(section, folder) === null) {
        state.violations.push(`A scan of ${folder}, which is not in section ${sectionKey}.`);
        return;
      }
      const work = scan(section, folder, forced);
      running.add(work);
      void work.finally(() => running.delete(work));
    },
    emptyTrash,
    async idle() {
      while (running.size > 0) await Promise.allSettled(running);
      await jobs.idle();
    },
  };
}
