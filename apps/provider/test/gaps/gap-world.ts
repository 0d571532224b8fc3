import { guidOf, PROVIDER_IDENTIFIER } from "@stash2plex/shared/plex";
import {
  addFile,
  createLibrary,
  dropPrimaryFile,
  type Library,
  type ModelFile,
  moveFile,
  type SceneFields,
  updateScene,
} from "@stash2plex/simulators/library";
import type { FileOption, SectionOption } from "@stash2plex/simulators/pms-server";

/** How the folders of both sides stand to each other. */
export const layouts = ["same folders", "path rules", "other mounts"] as const;
export type Layout = (typeof layouts)[number];

/** What each section of Plex holds; the family's belongs to Plex's own agent. */
const sectionFolders = {
  Films: "media",
  "More Films": "more",
  Copies: "copies",
  Unruled: "unruled",
  Family: "family",
} as const;
export type SectionTitle = keyof typeof sectionFolders;
export const ourSections = ["Films", "More Films", "Copies", "Unruled"] as const;

/** Folders of Stash that a path rule knows, where there are rules. */
const ruled = ["media", "more", "copies", "outside", "family"] as const;

/** A scene that a seed has for itself. */
export interface OwnScene {
  readonly id: number;
  /** Of its only file, as Stash has it. */
  readonly path: string;
  readonly facts: Pick<FileOption, "size" | "duration">;
}

const words = [
  "Harbour",
  "Lantern",
  "Meadow",
  "Granite",
  "Orchard",
  "Thistle",
  "Compass",
  "Juniper",
];

export const guidOfScene = (id: number): string => guidOf(PROVIDER_IDENTIFIER, id);

const factsOf = ({ size, duration }: ModelFile): OwnScene["facts"] => ({
  size,
  duration: Math.round(duration * 1_000),
});

/** Numbers that depend on the seed alone. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Both libraries before the servers start: they agree, but for what seeds change. */
export class GapWorld {
  readonly layout: Layout;
  readonly library: Library;
  readonly #files = new Map<SectionTitle, FileOption[]>();
  readonly #free: number[];
  readonly #taken = new Set<number>();
  #turn = 0;

  constructor(options: {
    readonly seed: number;
    readonly scenes: number;
    readonly layout: Layout;
  }) {
    const { seed, scenes, layout } = options;
    this.layout = layout;
    this.library = createLibrary({ seed, scenes, mounts: ["/data/media", "/data/more"] });
    const random = createRandom(seed);
    this.#free = [...this.library.scenes()]
      .filter(({ files }) => files.length > 0)
      .map(({ id }) => ({ id, turn: random() }))
      .sort((a, b) => a.turn - b.turn)
      .map(({ id }) => id);
  }

  /** Where a folder of Stash lies for Plex. */
  plexFolder(name: string): string {
    if (this.layout === "same folders") return name === "family" ? "/family" : `/data/${name}`;
    const other = this.layout === "other mounts" ? { media: "films", more: "further" } : {};
    return `/plex/${(other as Record<string, string>)[name] ?? name}`;
  }

  /** The same file as Plex sees it. */
  plexPath(stashPath: string): string {
    const [, root = "", name = "", ...rest] = stashPath.split("/");
    if (root !== "data") return [this.plexFolder(root), name, ...rest].join("/");
    return [this.plexFolder(name), ...rest].join("/");
  }

  /** `PATH_RULES`, with further pairs of folders (Plex, Stash). */
  rules(...more: readonly (readonly [plex: string, stash: string])[]): string {
    if (this.layout !== "path rules") return "[]";
    const pairs = ruled.map((name) => {
      const stash = name === "family" ? "/family" : `/data/${name}`;
      return [this.plexFolder(name), stash] as const;
    });
    return JSON.stringify(
      [...pairs, ...more].map(([plex, stash]) => ({ name: plex, plex, stash })),
    );
  }

  /** Name of a folder and a file that nothing else is called. */
  fresh(): { readonly folder: string; readonly title: string } {
    this.#turn += 1;
    const turn = this.#turn;
    const word = (at: number): string => words[at % words.length] ?? "";
    const title = `${word(turn)} ${word(Math.floor(turn / 8) + turn + 3)} ${1_000 + turn}`;
    return { folder: `Seeded ${turn}`, title };
  }

  /** A filled-in scene of one file, which no other seed has; Plex does not have it. */
  takeScene(path?: string, fields: Partial<SceneFields> = {}): OwnScene {
    const id = this.#free.pop();
    if (id === undefined) throw new Error("The library is too small for so many seeds.");
    this.#taken.add(id);
    const { folder, title } = this.fresh();
    const place = path ?? `/data/media/${folder}/${title}.mp4`;
    while ((this.library.scene(id)?.files.length ?? 0) > 1) dropPrimaryFile(this.library, id);
    const [file] = this.library.scene(id)?.files ?? [];
    if (file === undefined) throw new Error(`Scene ${id} has no file.`);
    moveFile(this.library, id, file.id, place);
    updateScene(this.library, id, {
      title,
      details: `About ${title}.`,
      date: "2020-02-02",
      ...fields,
    });
    return { id, path: place, facts: factsOf(file) };
  }

  /** A scene that Plex has as it is. */
  agreeingScene(path?: string, fields?: Partial<SceneFields>): OwnScene {
    const scene = this.takeScene(path, fields);
    this.putItem(this.plexPath(scene.path), { ...scene.facts, guid: guidOfScene(scene.id) });
    return scene;
  }

  /** One more file of a scene, as Stash has it. */
  addCopy(scene: OwnScene, root: "media" | "more" = "media"): string {
    const { folder, title } = this.fresh();
    const path = `/data/${root}/${folder}/${title}.mp4`;
    addFile(this.library, scene.id, path);
    return path;
  }

  /** An item that Plex has from the start. */
  putItem(plexPath: string, option: Omit<FileOption, "file"> = {}): void {
    const title = this.sectionOf(plexPath);
    const file = plexPath.slice(this.plexFolder(sectionFolders[title]).length + 1);
    this.#files.set(title, [...(this.#files.get(title) ?? []), { ...option, file }]);
  }

  sectionOf(plexPath: string): SectionTitle {
    const title = (Object.keys(sectionFolders) as SectionTitle[]).find((name) =>
      plexPath.startsWith(`${this.plexFolder(sectionFolders[name])}/`),
    );
    if (title === undefined) throw new Error(`No section of Plex holds ${plexPath}.`);
    return title;
  }

  /** Plex as it is in the beginning: whatever no seed has taken agrees. */
  sections(): readonly SectionOption[] {
    for (const { id, files } of this.library.scenes()) {
      const [first] = files;
      if (first === undefined || this.#taken.has(id)) continue;
      this.#taken.add(id);
      this.putItem(this.plexPath(first.path), { ...factsOf(first), guid: guidOfScene(id) });
    }
    return (Object.keys(sectionFolders) as SectionTitle[]).map((title) => ({
      title,
      locations: [this.plexFolder(sectionFolders[title])],
      files: this.#files.get(title) ?? [],
      agent: title === "Family" ? "tv.plex.agents.movie" : PROVIDER_IDENTIFIER,
    }));
  }
}
