import type { PmsSection } from "./fake-pms-options.ts";
import { newItem, type PmsItem } from "./pms-item.ts";
import { isScannedFile, scannerTitle } from "./scanner-title.ts";

/** Files on the (imagined) disk and the items that the scanner made of them. */
export interface ItemLibrary {
  /** Makes items of new files, drops those of vanished ones; returns the new items. */
  scan(): readonly PmsItem[];
  items(): readonly PmsItem[];
  /** @throws Error when there is no such item */
  item(id: number): PmsItem;
  /** Keeps a new state of an item, and returns it. */
  store(item: PmsItem): PmsItem;
  addFile(folder: string, file: string): void;
  removeFile(folder: string, file: string): void;
}

interface BaseFolder {
  readonly section: string;
  readonly path: string;
  readonly files: Set<string>;
}

function baseFolders(sections: readonly PmsSection[]): BaseFolder[] {
  return sections.flatMap((section) =>
    section.folders.map(({ path, files }) => ({
      section: section.title,
      path,
      files: new Set(files),
    })),
  );
}

export function createItemLibrary(sections: readonly PmsSection[]): ItemLibrary {
  const folders = baseFolders(sections);
  const items = new Map<number, PmsItem>();
  let lastId = 0;

  function folderAt(path: string): BaseFolder {
    const folder = folders.find((candidate) => candidate.path === path);
    if (folder === undefined) throw new Error(`No library has the base folder ${path}.`);
    return folder;
  }

  function keyOf(section: string, folder: string, file: string): string {
    return [section, folder, file].join("\0");
  }

  function store(item: PmsItem): PmsItem {
    items.set(item.id, item);
    return item;
  }

  function dropVanished(): void {
    for (const item of items.values()) {
      const folder = folders.find(({ path, section }) => {
        return path === item.folder && section === item.section;
      });
      if (folder?.files.has(item.file) !== true) items.delete(item.id);
    }
  }

  function newItems(): PmsItem[] {
    const known = new Set(
      [...items.values()].map(({ section, folder, file }) => keyOf(section, folder, file)),
    );
    return folders.flatMap(({ section, path, files }) =>
      [...files]
        .filter((file) => isScannedFile(file) && !known.has(keyOf(section, path, file)))
        .map((file) => {
          lastId += 1;
          return store(newItem(lastId, { section, folder: path, file }, scannerTitle(file)));
        }),
    );
  }

  return {
    scan() {
      dropVanished();
      return newItems();
    },
    items: () => [...items.values()],
    item(id) {
      const item = items.get(id);
      if (item === undefined) throw new Error(`No item has the id ${id}.`);
      return item;
    },
    store,
    addFile(folder, file) {
      folderAt(folder).files.add(file);
    },
    removeFile(folder, file) {
      folderAt(folder).files.delete(file);
    },
  };
}
