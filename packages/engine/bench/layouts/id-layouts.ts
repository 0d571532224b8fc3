import type { Layout, LayoutFile } from "./layout.ts";
import type { Material } from "./mount-layouts.ts";
import { below, scenesAt, trapsAt, type Placing } from "./place.ts";
import type { Work } from "./works.ts";

const rules = [{ name: "media", plex: "/m", stash: "/data", plexRoot: "/m" }];
const library = (works: readonly Work[]) => ({
  scenes: scenesAt(works, below("/data/")),
  folders: ["/data"],
});

const named = (baseName: string, id: number): string =>
  baseName.replace(/(\.[a-z0-9]+)$/u, ` {stash-${id}}$1`);

const filesNamed = (
  works: readonly Work[],
  plex: Placing,
  nameOf: (work: Work) => string,
): readonly LayoutFile[] =>
  works.map((work) => ({
    filename: plex(work.folders, nameOf(work)),
    sceneId: work.sceneId,
    telling: true,
  }));

/** Layouts in which names carry ids of Stash: right ones, and those of a Stash that was rebuilt since. */
export function idLayouts({ works, traps }: Material): readonly Layout[] {
  const count = works.length;
  const stale = (work: Work): string => named(work.baseName, ((work.sceneId + 17) % count) + 1);
  const staleWorks = works.map((work) => ({ ...work, baseName: stale(work) }));
  return [
    {
      name: "ids in Plex's names",
      library: library(works),
      files: [
        ...filesNamed(works, below("Sorted/"), (work) =>
          named(`Work ${work.sceneId}.mp4`, work.sceneId),
        ),
        ...trapsAt(traps, below("Sorted/")),
      ],
      rules,
    },
    {
      name: "ids of an older Stash in both names",
      library: library(staleWorks),
      files: [
        ...filesNamed(staleWorks, below(""), ({ baseName }) => baseName),
        ...trapsAt(traps, below("")),
      ],
      rules,
    },
    {
      name: "ids of an older Stash, a folder more in Plex",
      library: library(staleWorks),
      files: [
        ...filesNamed(staleWorks, below("Videos/"), ({ baseName }) => baseName),
        ...trapsAt(traps, below("Videos/")),
      ],
      rules: [{ name: "media", plex: "/m/Videos", stash: "/data", plexRoot: "/m" }],
    },
  ];
}
