/** Files by when they were last used, with their sizes: which ones go when space runs out. */
export interface FileRanking {
  readonly totalBytes: number;
  /** A file was written or read just now. */
  touch(name: string, bytes: number): void;
  forget(name: string): void;
  /** Files that were there before this run, oldest first; they rank below everything touched since. */
  addOlder(files: readonly { readonly name: string; readonly bytes: number }[]): void;
  /** Takes the least recently used names out until the rest fits. */
  overflow(maxBytes: number): readonly string[];
}

export function createFileRanking(): FileRanking {
  let sizes = new Map<string, number>();
  let totalBytes = 0;

  const forget = (name: string): void => {
    totalBytes -= sizes.get(name) ?? 0;
    sizes.delete(name);
  };
  const touch = (name: string, bytes: number): void => {
    forget(name);
    sizes.set(name, bytes);
    totalBytes += bytes;
  };
  return {
    get totalBytes() {
      return totalBytes;
    },
    touch,
    forget,
    addOlder: (files) => {
      const newer = sizes;
      sizes = new Map();
      totalBytes = 0;
      for (const { name, bytes } of files) if (!newer.has(name)) touch(name, bytes);
      for (const [name, bytes] of newer) touch(name, bytes);
    },
    overflow: (maxBytes) => {
      const names: string[] = [];
      for (const name of sizes.keys()) {
        if (totalBytes <= maxBytes) break;
        names.push(name);
        forget(name);
      }
      return names;
    },
  };
}
