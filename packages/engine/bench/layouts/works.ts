import type { Random } from "./random.ts";

/** One file of the sample library, before anybody has mounted it anywhere. */
export interface Work {
  readonly sceneId: number;
  /** Folders from the top of the library, without it. */
  readonly folders: readonly string[];
  readonly baseName: string;
  readonly kind: NameKind;
}

/**
 * - `general`: the name stands in every folder;
 * - `telling`: the name alone could hardly belong to another work;
 * - `yearly`: the name tells, but comes again every year.
 */
export type NameKind = "general" | "telling" | "yearly";

type Draft = Omit<Work, "sceneId">;

const places = [
  "Lisbon",
  "Porto",
  "Carpathians",
  "Tromsø",
  "Kraków",
  "Café Müller",
  "Łódź",
  "Åland",
];
const things = ["Lakes", "Forests", "Rivers", "Glaciers", "Meadows", "Islands", "Owls", "Beavers"];
const lands = ["Finland", "Estonia", "Bohemia", "Brittany", "Galicia", "Patagonia", "Hokkaido"];
const courses = ["Glaciology", "Counterpoint", "Harbour Building", "Botany of Mosses"];
const bands = ["Quartett Nord", "The Harbour Singers", "Orchestra of Åbo"];
const general = ["Opening", "Intro", "Part 1", "Part 2", "Bonus", "Trailer", "Interview", "Day 1"];

const plain = (folders: readonly string[], names: readonly string[]): readonly Draft[] =>
  names.map((name) => ({ folders, baseName: `${name}.mp4`, kind: "general" }));

/** The same general names in every folder: only the folders tell them apart. */
function generalNames(): readonly Draft[] {
  const trips = places.flatMap((place) => plain(["Trips", place], general));
  const cameras = places
    .slice(0, 4)
    .flatMap((place) =>
      plain(["Trips", place, "Raw"], ["IMG_0001", "IMG_0002", "00012", "clip01"]),
    );
  const weeks = courses.flatMap((course) =>
    ["Autumn Term", "Spring Term"].flatMap((term) =>
      ["Week 1", "Week 2"].flatMap((week) =>
        plain(["Lectures", course, term, week], ["Seminar", "Lecture", "Questions"]),
      ),
    ),
  );
  return [...trips, ...cameras, ...weeks];
}

/** Names that tell a work, some with years and parts that tell it from its neighbours. */
function tellingNames(random: Random): readonly Draft[] {
  const films = things.flatMap((thing) =>
    lands.slice(0, 4).flatMap((land) => {
      const title = `${thing} of ${land}`;
      const folder = ["Nature", land];
      const years = random.chance(0.5) ? [2017, 2018] : [2018];
      const parts = random.chance(0.3) ? [" Part 1", " Part 2"] : [""];
      return years.flatMap((year) =>
        parts.map((part) => ({
          folders: folder,
          baseName: `${title}${part} (${year})${random.pick([".mp4", ".mkv", " 1080p.mp4"])}`,
          kind: "telling" as const,
        })),
      );
    }),
  );
  const top = ["Northern Lights over Tromsø.mp4", "Der große Regen (2014).mkv"].map((baseName) => ({
    folders: [],
    baseName,
    kind: "telling" as const,
  }));
  const coded = [101, 102, 103].map((number) => ({
    folders: ["Archive", "Reels"],
    baseName: `HBR-${number}.mp4`,
    kind: "telling" as const,
  }));
  return [...films, ...top, ...coded];
}

/** The same telling name every year: only the folder of the year tells which. */
function yearlyNames(): readonly Draft[] {
  return bands.flatMap((band) =>
    [2016, 2017, 2018].flatMap((year) =>
      [`${band} plays the Summer Suite`, "Encore"].map((name) => ({
        folders: ["Concerts", `Festival ${year}`, band],
        baseName: `${name}.mp4`,
        kind: name === "Encore" ? ("general" as const) : ("yearly" as const),
      })),
    ),
  );
}

/** A library of nature films, lectures and concerts. */
export function createWorks(random: Random): readonly Work[] {
  const drafts = [...generalNames(), ...tellingNames(random), ...yearlyNames()];
  return random.shuffle(drafts).map((draft, at) => ({ ...draft, sceneId: at + 1 }));
}
