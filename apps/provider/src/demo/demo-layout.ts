import type { PmsFolder, PmsSection } from "@stash2plex/simulators/fake-pms";

/** A file and whose it is. */
interface NamedFile {
  readonly sceneId: number;
  /** Absolute, as Stash has it. */
  readonly path: string;
}

/** A file that the sample Stash knows. */
export interface SampleFile extends NamedFile {
  /** Bytes. */
  readonly size: number;
  /** Milliseconds. */
  readonly duration: number;
}

/** A file as Plex finds it. */
export interface DiskFile {
  /** Absolute, as Plex has it. */
  readonly path: string;
  readonly size: number;
  readonly duration: number;
}

/** Files that are in Plex only: some with names of their own, some that resemble what Stash has. */
const STRANGERS: readonly string[] = [
  "Family/2019/Birthday in the Garden (2019).mp4",
  "Family/2021/First Day of School.mp4",
  "Holiday/Harbour at Noon.mp4",
  "Holiday/Extras/Trailer.mp4",
  "Talks/2017-05-04 Opening Address.mp4",
  "Unsorted/IMG_0412.mp4",
];

/** Every so many files is renamed after Stash scanned it, so that more than one rung has something to do. */
const RENAME_EVERY = 25;

/** Every so many files has not reached the disk of Plex yet, so that there is something to be found missing. */
const LATE_EVERY = 70;

/** Of a file that Stash does not know. */
const strangeFacts = { size: 48_000_000, duration: 95_000 };

interface PlexFile {
  readonly folder: string;
  readonly file: string;
}

interface MountedFile<File extends NamedFile> extends PlexFile {
  readonly from: File;
}

function splitAt(path: string, index: number): [string, string] {
  return [path.slice(0, index), path.slice(index + 1)];
}

/** The library folder that a path lies in, and the rest of the path. */
function placeOf(path: string, libraryFolders: readonly string[]): [number, string] | null {
  const index = libraryFolders.findIndex((folder) => path.startsWith(`${folder}/`));
  const folder = libraryFolders[index];
  return folder === undefined ? null : [index, path.slice(folder.length + 1)];
}

/**
 * Where Plex sees a file of the n-th library folder of Stash. Three ways of mounting one tree: the same tree under another
 * root; Plex's library one folder higher; Plex's libraries one folder lower.
 */
function mountedAt(index: number, relative: string, libraryFolder: string): PlexFile {
  const leaf = libraryFolder.split("/").at(-1) ?? "library";
  switch (index % 3) {
    case 0:
      return { folder: `/plex/${leaf}`, file: relative };
    case 1:
      return { folder: "/volume1", file: `Recordings/${relative}` };
    default: {
      const slash = relative.indexOf("/");
      if (slash < 0) return { folder: `/share/${leaf}`, file: relative };
      const [top, rest] = splitAt(relative, slash);
      return { folder: `/share/${leaf}/${top}`, file: rest };
    }
  }
}

/** As a person, or another program, renames a file: a quality word, or the id of the scene. */
function renamed(file: string, position: number, sceneId: number): string {
  if (position % RENAME_EVERY !== RENAME_EVERY - 1) return file;
  const slash = file.lastIndexOf("/");
  const [folder, name] = slash < 0 ? ["", file] : splitAt(file, slash);
  const stem = name.replace(/\.[^.]*$/, "");
  const isTurnOfId = Math.floor(position / RENAME_EVERY) % 2 === 1;
  const newName = isTurnOfId ? `Recording {stash-${sceneId}}.mp4` : `${stem} 1080p.mkv`;
  return folder === "" ? newName : `${folder}/${newName}`;
}

/**
 * The most telling base name that several scenes share: without its folders nobody can say which one it is. (A plain
 * `video.mp4` says nothing at all, and is not even looked for.)
 */
function sharedName(files: readonly NamedFile[]): string | null {
  const scenes = new Map<string, Set<number>>();
  for (const { path, sceneId } of files) {
    const name = path.split("/").at(-1) ?? "";
    scenes.set(name, (scenes.get(name) ?? new Set()).add(sceneId));
  }
  const shared = [...scenes].filter(([, ids]) => ids.size > 1).map(([name]) => name);
  return shared.sort((left, right) => right.length - left.length)[0] ?? null;
}

function byFolder(files: readonly PlexFile[]): PmsFolder[] {
  const folders = new Map<string, string[]>();
  for (const { folder, file } of files) {
    const known = folders.get(folder);
    if (known === undefined) folders.set(folder, [file]);
    else known.push(file);
  }
  return [...folders].map(([path, found]) => ({ path, files: found }));
}

/** Files that Stash knows where Plex sees them, some renamed. */
function mountedFiles<File extends NamedFile>(
  files: readonly File[],
  libraryFolders: readonly string[],
): readonly MountedFile<File>[] {
  return files.flatMap((from, position) => {
    const place = placeOf(from.path, libraryFolders);
    if (place === null) return [];
    const [index, relative] = place;
    const { folder, file } = mountedAt(index, relative, libraryFolders[index] ?? "");
    return [{ folder, file: renamed(file, position, from.sceneId), from }];
  });
}

const homeFolder = "/plex/home";

/** Files that Stash never saw, and one whose name alone is ambiguous. */
function strangersBeside(files: readonly NamedFile[]): readonly string[] {
  const ambiguous = sharedName(files);
  return ambiguous === null ? STRANGERS : [...STRANGERS, ambiguous];
}

/**
 * What Plex has on its disks, given what Stash has on its: the same files under other mounts, some renamed, one whose name
 * alone is ambiguous, and some that Stash never saw.
 *
 * @param libraryFolders of Stash, without trailing slash
 */
export function demoSections(
  files: readonly NamedFile[],
  libraryFolders: readonly string[],
): PmsSection[] {
  return [
    { title: "Films and lectures", folders: byFolder(mountedFiles(files, libraryFolders)) },
    { title: "Home videos", folders: [{ path: homeFolder, files: strangersBeside(files) }] },
  ];
}

/** The same files as the Plex has them that the sample is brought to; a few have not come yet. */
export function demoDisk(
  files: readonly SampleFile[],
  libraryFolders: readonly string[],
): readonly DiskFile[] {
  const known = mountedFiles(files, libraryFolders)
    .filter((_file, position) => position % LATE_EVERY !== LATE_EVERY - 1)
    .map(({ folder, file, from: { size, duration } }) => ({
      path: `${folder}/${file}`,
      size,
      duration,
    }));
  const strangers = strangersBeside(files).map((file) => ({
    path: `${homeFolder}/${file}`,
    ...strangeFacts,
  }));
  return [...known, ...strangers];
}
