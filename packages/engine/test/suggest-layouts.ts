import { createRandom } from "../bench/layouts/random.ts";
import { below, type Placing } from "../bench/layouts/place.ts";
import { createTraps } from "../bench/layouts/traps.ts";
import { createWorks, type Work } from "../bench/layouts/works.ts";
import type { SideFile } from "../src/path-suggest/index.ts";

/** Two servers with the same files, and the files that only one of them has. */
export interface SuggestLayout {
  readonly name: string;
  readonly plex: readonly SideFile[];
  readonly stash: readonly SideFile[];
  readonly plexFolders: readonly string[];
  /** Which path of Stash is the same file as a path of Plex. */
  readonly truth: ReadonlyMap<string, string>;
}

const random = createRandom(7);
export const works = createWorks(random);
const traps = createTraps(works, random);

export const sizeOf = (id: number): number => 1_000_000 + id * 7_919;

const fileAt = (path: string, id: number): SideFile => ({
  path,
  size: sizeOf(id),
  duration: 60 + (id % 900),
});

export interface Placement {
  readonly plex: (work: Work) => string;
  readonly stash: (work: Work) => string;
  readonly plexFolders: readonly string[];
  readonly works?: readonly Work[];
  /** Where the traps lie in Plex: files that look like those that Stash knows. */
  readonly traps?: Placing;
}

export function layoutOf(name: string, placement: Placement): SuggestLayout {
  const own = placement.works ?? works;
  const truth = new Map(own.map((work) => [placement.plex(work), placement.stash(work)]));
  const plex = own.map((work) => fileAt(placement.plex(work), work.sceneId));
  const trapPaths = traps.map(({ folders, baseName }) => placement.traps?.(folders, baseName));
  const misleading = trapPaths.flatMap((path, at) =>
    path === undefined || truth.has(path) ? [] : [fileAt(path, 100_000 + at)],
  );
  return {
    name,
    plex: [...plex, ...misleading],
    stash: own.map((work) => fileAt(placement.stash(work), work.sceneId)),
    plexFolders: placement.plexFolders,
    truth,
  };
}

const at =
  (placing: Placing) =>
  ({ folders, baseName }: Work): string =>
    placing(folders, baseName);

/** By top folder, each has a mount of its own. */
const byTop =
  (mounts: Readonly<Record<string, string>>, rest: string) =>
  ({ folders, baseName }: Work): string => {
    const [top = "", ...inner] = folders;
    const mount = mounts[top];
    return mount === undefined ? below(rest)(folders, baseName) : below(mount)(inner, baseName);
  };

const deep = works.filter(({ folders }) => folders.length >= 2);
const inTrips = works.filter(({ folders }) => ["Trips", "Nature"].includes(folders[0] ?? ""));

/** Layouts in which rules map every file that both sides have. */
export const mappable: readonly SuggestLayout[] = [
  layoutOf("other Docker mount", {
    plex: at(below("/data/media/")),
    stash: at(below("/mnt/pool/video/")),
    traps: below("/data/media/"),
    plexFolders: ["/data/media"],
  }),
  layoutOf("the same path on both sides", {
    plex: at(below("/data/media/")),
    stash: at(below("/data/media/")),
    traps: below("/data/media/"),
    plexFolders: ["/data/media"],
  }),
  layoutOf("several library folders, mounts of their own", {
    plex: byTop({ Trips: "/p/trips/", Nature: "/p/nature/" }, "/p/other/"),
    stash: byTop({ Trips: "/mnt/disk1/journeys/", Nature: "/mnt/disk2/wild/" }, "/srv/rest/"),
    plexFolders: ["/p/trips", "/p/nature", "/p/other"],
  }),
  layoutOf("several library folders below one mount", {
    plex: byTop({ Trips: "/p/Trips/", Nature: "/p/Nature/" }, "/p/"),
    stash: at(below("/mnt/")),
    traps: below("/p/"),
    plexFolders: ["/p/Trips", "/p/Nature", "/p"],
  }),
  layoutOf("a Windows drive in Plex", {
    plex: at(below("D:\\Media\\", "\\")),
    stash: at(below("/data/")),
    traps: below("D:\\Media\\", "\\"),
    plexFolders: ["D:\\Media"],
  }),
  layoutOf("a UNC share in Plex, a drive in Stash", {
    plex: at(below("\\\\nas\\media\\", "\\")),
    stash: at(below("E:\\media\\", "\\")),
    plexFolders: ["\\\\nas\\media"],
  }),
  layoutOf("decomposed letters in Stash", {
    plex: at(below("/Volumes/Médiathèque/")),
    stash: (work) => at(below("/data/Café/"))(work).normalize("NFD"),
    plexFolders: ["/Volumes/Médiathèque"],
  }),
  layoutOf("capitals in Plex", {
    // The capitals of "ß" are two letters: that name is another one then.
    works: works.filter(({ baseName }) => !baseName.includes("ß")),
    plex: (work) => at(below("/media/"))(work).toUpperCase(),
    stash: at(below("/mnt/video/")),
    plexFolders: ["/MEDIA"],
  }),
  layoutOf("folders more in Plex", {
    plex: at(below("/library/Home/Videos/")),
    stash: at(below("/data/")),
    traps: below("/library/Home/Videos/"),
    plexFolders: ["/library/Home/Videos"],
  }),
  layoutOf("one folder lies elsewhere in Stash", {
    plex: at(below("/m/")),
    stash: byTop({ Concerts: "/archive/music/" }, "/data/"),
    traps: below("/m/"),
    plexFolders: ["/m"],
  }),
  layoutOf("always the same folder more in the middle", {
    works: deep,
    plex: ({ folders: [top = "", ...inner], baseName }) =>
      below(`/media/${top}/Videos (all)/`)(inner, baseName),
    stash: at(below("/mnt/")),
    plexFolders: ["/media"],
  }),
];

/** Layouts that no rule can translate as a whole. */
export const unmappable: readonly SuggestLayout[] = [
  layoutOf("all in one folder in Plex", {
    works: inTrips,
    plex: ({ sceneId, baseName }) => `/m/flat/${sceneId}/${baseName}`,
    stash: at(below("/data/")),
    plexFolders: ["/m/flat"],
  }),
  layoutOf("renamed after Stash has scanned", {
    works: inTrips,
    plex: ({ sceneId, baseName }) => `/m/${baseName} (${sceneId})/${sceneId} ${baseName}`,
    stash: at(below("/data/")),
    plexFolders: ["/m"],
  }),
];
