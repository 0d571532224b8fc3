import type { Random } from "./random.ts";
import type { Work } from "./works.ts";

/** A file that only Plex has, made to look like one that Stash knows. */
export type Trap = Pick<Work, "folders" | "baseName">;

const otherNumber = (text: string): string =>
  text.replace(/\d+(?!.*\d)/u, (digits) => String(Number(digits) + 7).padStart(digits.length, "0"));

const withoutExtension = (name: string): string => name.replace(/\.[a-z0-9]+$/u, "");
const extensionOf = (name: string): string => name.slice(withoutExtension(name).length);

const stemTo = (work: Work, change: (stem: string) => string): Trap => ({
  folders: work.folders,
  baseName: change(withoutExtension(work.baseName)) + extensionOf(work.baseName),
});

const folderTo = (work: Work, at: number, name: string): Trap => ({
  folders: work.folders.with(at, name),
  baseName: work.baseName,
});

/** Another place with files of the same general names. A telling name elsewhere would be the same work, moved. */
function otherFolder(work: Work, random: Random): readonly Trap[] {
  if (work.kind !== "general" || work.folders.length === 0) return [];
  const last = work.folders.length - 1;
  const unknown = random.pick(["Rome", "Sarajevo", "Unsorted Reel", "Valparaíso"]);
  const own = work.folders[last] ?? "";
  const traps = [folderTo(work, last, unknown), folderTo(work, last, `New ${own}`)];
  if (work.folders.length >= 3) traps.push(folderTo(work, last - 1, "Summer Academy"));
  if (/\d/u.test(own)) traps.push(folderTo(work, last, otherNumber(own)));
  return traps;
}

/** Other years of the same festival, weeks of the same course. */
function otherYear(work: Work): readonly Trap[] {
  return work.folders.flatMap((folder, at) =>
    /\d/u.test(folder) ? [folderTo(work, at, otherNumber(folder))] : [],
  );
}

/** The same title with another year, part or beginning. */
function otherTitle(work: Work): readonly Trap[] {
  if (work.kind !== "telling") return [];
  const traps = [
    stemTo(work, (stem) => `${stem} 2`),
    stemTo(work, (stem) => `More ${stem}`),
    stemTo(work, (stem) => stem.split(" ").slice(1).join(" ")),
  ];
  if (/\d/u.test(withoutExtension(work.baseName).replace(/ 1080p$/u, ""))) {
    traps.push(
      stemTo(work, (stem) => {
        const bare = stem.replace(/ 1080p$/u, "");
        return otherNumber(bare) + stem.slice(bare.length);
      }),
    );
  }
  return traps.filter(({ baseName }) => withoutExtension(baseName).trim() !== "");
}

/** General names where Stash has none of their kind: at the top, and in a folder of their own. */
const strays: readonly Trap[] = [
  { folders: [], baseName: "Opening.mp4" },
  { folders: [], baseName: "IMG_0001.mp4" },
  { folders: ["Opening"], baseName: "Opening.mp4" },
  { folders: ["Extras"], baseName: "Trailer.mp4" },
  { folders: ["Season 1"], baseName: "Episode 1.mp4" },
  { folders: ["Summer Academy", "Week 1"], baseName: "Lecture.mp4" },
];

const keyOf = ({ folders, baseName }: Trap): string =>
  [...folders, baseName].join("/").toLowerCase();

/** Traps beside a share of the works, none of which Stash has under any name of the library. */
export function createTraps(works: readonly Work[], random: Random): readonly Trap[] {
  const known = new Set(works.map(keyOf));
  const traps = works
    .filter(() => random.chance(0.4))
    .flatMap((work) => [...otherFolder(work, random), ...otherYear(work), ...otherTitle(work)]);
  const fresh = new Map([...traps, ...strays].map((trap) => [keyOf(trap), trap]));
  return [...fresh].filter(([key]) => !known.has(key)).map(([, trap]) => trap);
}
