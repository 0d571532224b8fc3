import type { Layout, LayoutFile } from "./layout.ts";
import type { PlainScene } from "./memory-scene-index.ts";
import type { Material } from "./mount-layouts.ts";
import { below, filesAt, placed, scenesAt, trapsAt } from "./place.ts";
import type { Random } from "./random.ts";
import type { Work } from "./works.ts";

const rules = [{ name: "media", plex: "/m", stash: "/data", plexRoot: "/m" }];
const stashPlace = below("/data/");

const withoutExtension = (name: string): string => name.replace(/\.[a-z0-9]+$/u, "");

function spellings({ works, traps }: Material): readonly Layout[] {
  const sides = { works, traps, plex: below(""), stash: stashPlace };
  const spelled = (form: string) => (folders: readonly string[], name: string) =>
    below("")(folders, name).normalize(form);
  const changed =
    (change: (text: string) => string) => (folders: readonly string[], name: string) =>
      change(below("")(folders, name));
  return [
    placed("decomposed letters in Plex", { ...sides, plex: spelled("NFD") }, ["/data"], rules),
    placed(
      "decomposed letters in Stash",
      { ...sides, stash: (folders, name) => stashPlace(folders, name).normalize("NFD") },
      ["/data"],
      rules,
    ),
    placed(
      "capitals in Plex",
      { ...sides, plex: changed((t) => t.toUpperCase()) },
      ["/data"],
      rules,
    ),
    placed(
      "small letters in Plex, a folder more",
      { ...sides, plex: (folders, name) => `videos/${below("")(folders, name).toLowerCase()}` },
      ["/data"],
      [{ name: "media", plex: "/m/videos", stash: "/data", plexRoot: "/m" }],
    ),
  ];
}

const quality = ["1080p", "2160p WEB-DL x265", "720p HDTV H.264", "4K HDR10", "BluRay 10bit"];

const suffixed = (work: Work, random: Random): string => {
  const stem = withoutExtension(work.baseName).replace(/ 1080p$/u, "");
  return `${stem} ${random.pick(quality)}${random.pick([".mp4", ".mkv"])}`;
};

/** Plex has the same works in other qualities: names differ, works do not. */
function qualities({ works, traps, random }: Material): readonly Layout[] {
  const files: readonly LayoutFile[] = works.map((work) => ({
    filename: below("")(work.folders, suffixed(work, random)),
    sceneId: work.sceneId,
    telling: work.kind === "telling",
  }));
  const library = { scenes: scenesAt(works, stashPlace), folders: ["/data"] };
  const dotted = files.map((file) => ({
    ...file,
    filename: file.filename.replace(/[^/]+$/u, (name) => {
      return `${withoutExtension(name).replaceAll(" ", ".")}.mkv`;
    }),
  }));
  return [
    { name: "quality suffixes", library, files: [...files, ...trapsAt(traps, below(""))], rules },
    { name: "quality suffixes, dots", library, files: dotted, rules },
  ];
}

/** Copies of a work elsewhere and under other names belong to one scene. */
function severalFiles({ works, traps, random }: Material): readonly Layout[] {
  const copies = works.map((work) => ({
    work,
    copies: [
      below("/data/Copies/")(work.folders, work.baseName),
      stashPlace(work.folders, suffixed(work, random)),
    ],
  }));
  const scenes: readonly PlainScene[] = copies.map(({ work, copies: others }) => ({
    id: work.sceneId,
    files: [stashPlace(work.folders, work.baseName), ...others],
  }));
  return [
    {
      name: "scenes of several files",
      library: { scenes, folders: ["/data"] },
      files: [
        ...filesAt(works, below("")),
        ...filesAt(works, below("Copies/")),
        ...trapsAt(traps, below("")),
      ],
      rules,
    },
  ];
}

/** Names changed after Stash has scanned: the file is known, its name is not. */
function renamed({ works, traps, random }: Material): readonly Layout[] {
  const moved = (work: Work): string =>
    random.chance(0.5)
      ? below("")(work.folders, `Renamed ${work.sceneId} ${withoutExtension(work.baseName)}.mp4`)
      : below("")([...work.folders.slice(0, -1), "Renamed Folder"], work.baseName);
  const files = works.map((work): LayoutFile => {
    const same = random.chance(0.5);
    return {
      filename: same ? below("")(work.folders, work.baseName) : moved(work),
      sceneId: work.sceneId,
      telling: work.kind === "telling",
    };
  });
  const library = { scenes: scenesAt(works, stashPlace), folders: ["/data"] };
  return [
    {
      name: "renamed after Stash has scanned",
      library,
      files: [...files, ...trapsAt(traps, below(""))],
      rules,
    },
  ];
}

/** Layouts that differ in how names are spelled. */
export const nameLayouts = (material: Material): readonly Layout[] => [
  ...spellings(material),
  ...qualities(material),
  ...severalFiles(material),
  ...renamed(material),
];
