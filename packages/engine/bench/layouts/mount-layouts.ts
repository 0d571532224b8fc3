import type { Layout } from "./layout.ts";
import { below, filesAt, placed, scenesAt, trapsAt, type Placing } from "./place.ts";
import type { Random } from "./random.ts";
import type { Trap } from "./traps.ts";
import type { Work } from "./works.ts";

export interface Material {
  readonly works: readonly Work[];
  readonly traps: readonly Trap[];
  readonly random: Random;
}

const rule = (plex: string, stash: string, more: object = {}): unknown => ({
  name: `${plex} is ${stash}`,
  plex,
  stash,
  ...more,
});

/** Drops the top folder: Plex's library is a child of Stash's. */
const inChild =
  (root: string): Placing =>
  (folders, baseName) =>
    below(root)(folders.slice(1), baseName);

function sameTree({ works, traps }: Material): readonly Layout[] {
  const root = { plexRoot: "/data/media" };
  return [
    placed(
      "same tree, same mount",
      { works, traps, plex: below(""), stash: below("/data/media/") },
      ["/data/media"],
      [rule("/data/media", "/data/media", root)],
    ),
    placed(
      "same tree, other mount",
      { works, traps, plex: below(""), stash: below("/mnt/pool/video/") },
      ["/mnt/pool/video"],
      [rule("/data/media", "/mnt/pool/video", root)],
    ),
    placed(
      "leading slash",
      { works, traps, plex: below("/"), stash: below("/data/") },
      ["/data"],
      [rule("/media", "/data", { plexRoot: "/media" })],
    ),
    placed(
      "absolute names, Docker mounts",
      { works, traps, plex: below("/media/plex/"), stash: below("/data/") },
      ["/data"],
      [rule("/media/plex", "/data")],
    ),
    placed(
      "with the base folder's own name",
      { works, traps, plex: below("video/"), stash: below("/mnt/pool/video/") },
      ["/mnt/pool/video"],
      [rule("/data/video", "/mnt/pool/video", { plexRoot: "/data" })],
    ),
  ];
}

function windows({ works, traps }: Material): readonly Layout[] {
  return [
    placed(
      "Windows beside Linux",
      { works, traps, plex: below("", "\\"), stash: below("/data/") },
      ["/data"],
      [rule("D:\\Media", "/data", { plexRoot: "D:\\Media" })],
    ),
    placed(
      "Windows drives, absolute",
      { works, traps, plex: below("D:\\Media\\", "\\"), stash: below("E:\\Stash\\", "\\") },
      ["E:\\Stash"],
      [rule("D:\\Media", "E:\\Stash")],
    ),
    placed(
      "UNC share",
      { works, traps, plex: below("\\\\nas\\media\\", "\\"), stash: below("/volume1/media/") },
      ["/volume1/media"],
      [rule("\\\\nas\\media", "/volume1/media")],
    ),
  ];
}

function moreAndFewerFolders({ works, traps }: Material): readonly Layout[] {
  const deep = works.filter(({ folders }) => folders.length >= 2);
  const deepTraps = traps.filter(({ folders }) => folders.length >= 2);
  const flattened = (root: string): Placing => {
    return (folders, baseName) => below(root)(folders.slice(0, 1), baseName);
  };
  return [
    placed(
      "a folder more in Plex",
      { works, traps, plex: below("Videos/"), stash: below("/data/") },
      ["/data"],
      [rule("/library/Videos", "/data", { plexRoot: "/library" })],
    ),
    placed(
      "a telling folder more in Plex",
      { works, traps, plex: below("Family Treasures/"), stash: below("/mnt/media/") },
      ["/mnt/media"],
      [rule("/library/Family Treasures", "/mnt/media", { plexRoot: "/library" })],
    ),
    placed(
      "two folders more in Plex",
      { works, traps, plex: below("Home/Videos/"), stash: below("/data/") },
      ["/data"],
      [rule("/library/Home/Videos", "/data", { plexRoot: "/library" })],
    ),
    placed(
      "Plex's library is a child of Stash's",
      { works: deep, traps: deepTraps, plex: inChild(""), stash: below("/data/") },
      ["/data"],
      [],
    ),
    placed(
      "folders missing in Plex",
      { works, traps: [], plex: flattened(""), stash: below("/data/") },
      ["/data"],
      [],
    ),
    placed(
      "folders missing in Stash",
      {
        works: works.filter(({ kind }) => kind === "telling"),
        traps,
        plex: below(""),
        stash: flattened("/data/"),
      },
      ["/data"],
      [],
    ),
  ];
}

/** Each top folder is a library folder of its own; Plex has more of them than Stash. */
function severalLibraries({ works, traps, random }: Material): readonly Layout[] {
  const top = ({ folders }: Pick<Work, "folders">): string => folders[0] ?? "";
  const known = ["Trips", "Nature", "Concerts"];
  const inKnown = works.filter((work) => known.includes(top(work)));
  const others = works.filter((work) => !known.includes(top(work)));
  const folders = known.map((name) => `/mnt/${name}`);
  const subset = works.filter(() => random.chance(0.5));
  const missing = works.filter((work) => !subset.includes(work));
  const sections = known.map((name) =>
    rule(`/p/${name}`, `/mnt/${name}`, { plexRoot: `/p/${name}` }),
  );
  return [
    placed(
      "several library folders, Plex's is their parent",
      { works: inKnown, traps: [...traps, ...others], plex: below(""), stash: below("/mnt/") },
      folders,
      [rule("/p", "/mnt", { plexRoot: "/p" })],
    ),
    {
      ...placed(
        "several library folders on both sides",
        { works: inKnown, traps: [], plex: inChild(""), stash: below("/mnt/") },
        folders,
        sections,
      ),
    },
    {
      name: "Stash knows half",
      library: { scenes: scenesAt(subset, below("/data/")), folders: ["/data"] },
      files: [...filesAt(subset, below("")), ...trapsAt([...traps, ...missing], below(""))],
      rules: [rule("/m", "/data", { plexRoot: "/m" })],
    },
    {
      name: "Stash knows half, a folder more in Plex",
      library: { scenes: scenesAt(subset, below("/mnt/media/")), folders: ["/mnt/media"] },
      files: [
        ...filesAt(subset, below("Videos/")),
        ...trapsAt([...traps, ...missing], below("Videos/")),
      ],
      rules: [rule("/m/Videos", "/mnt/media", { plexRoot: "/m" })],
    },
  ];
}

/** Layouts that differ in where both sides have mounted what. */
export const mountLayouts = (material: Material): readonly Layout[] => [
  ...sameTree(material),
  ...windows(material),
  ...moreAndFewerFolders(material),
  ...severalLibraries(material),
];
