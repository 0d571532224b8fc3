import type { Library } from "../sample-library/library.ts";
import { createAnswers } from "./answers.ts";
import type { StringCriterion } from "./criteria.ts";
import {
  type FileFilter,
  type FindFilter,
  findFile,
  findFiles,
  findScenes,
  findScenesByIds,
  pageOf,
  type SceneFilter,
  sorted,
} from "./finders.ts";
import type { PluginPackages } from "./plugin-packages.ts";
import { pluginRoot, type PluginSettings } from "./plugin-resolvers.ts";

/** Whether the server works, or waits for somebody to set it up or to migrate its database (fact 21). */
export type ServerState = "OK" | "SETUP" | "NEEDS_MIGRATION";

export interface ResolverDeps {
  readonly library: Library;
  readonly version: string;
  readonly state: () => ServerState;
  readonly plugins: PluginSettings;
  readonly packages: PluginPackages;
  readonly apiKey: string | null;
  /** Address by which the caller came. */
  readonly base: string;
}

interface RelatedFilter {
  readonly updated_at?: StringCriterion | null;
}

interface Related {
  readonly id: number;
  readonly updatedAt: string;
}

const NOT_READY =
  "Internal system error. Error <runtime error: invalid memory address or nil pointer dereference>";

function related<T extends Related>(
  objects: ReadonlyMap<number, T>,
  where: RelatedFilter | null | undefined,
  filter: FindFilter | null | undefined,
): { count: number; ids: readonly number[] } {
  const cursor = where?.updated_at?.value ?? null;
  const all = [...objects.values()].filter((one) => cursor === null || one.updatedAt > cursor);
  return { count: all.length, ids: pageOf(sorted(all, filter), filter).map(({ id }) => id) };
}

interface ScenesArguments {
  readonly ids?: readonly string[] | null;
  readonly scene_filter?: SceneFilter | null;
  readonly filter?: FindFilter | null;
}

/** Root values of one request. */
export function createRoot(deps: ResolverDeps): object {
  const { library } = deps;
  const answers = createAnswers(library, deps.base);
  const ready = <A, R>(resolve: (args: A) => R): ((args: A) => R) => {
    return (args) => {
      if (deps.state() !== "OK") throw new Error(NOT_READY);
      return resolve(args);
    };
  };
  const scenes = ({ ids, scene_filter: where, filter }: ScenesArguments): object => {
    // No ids is no wish: the whole library, page by page.
    const found =
      ids !== null && ids !== undefined && ids.length > 0
        ? findScenesByIds(library, ids)
        : findScenes(library, where ?? {}, filter);
    const isWhole = Object.keys(where ?? {}).length === 0;
    return {
      count: () => (isWhole ? library.sceneCount : countOf(where ?? {})),
      scenes: found.map(answers.scene),
    };
  };
  const countOf = (where: SceneFilter): number =>
    findScenes(library, where, { per_page: -1 }).length;
  const list =
    (
      key: "performer" | "tag" | "studio" | "group",
      objects: ReadonlyMap<number, Related>,
      field: string,
    ) =>
    (args: { filter?: FindFilter | null } & Record<string, unknown>): object => {
      const where = Object.entries(args).find(([name]) => name.endsWith("_filter"))?.[1];
      const { count, ids } = related(objects, where as RelatedFilter | undefined, args.filter);
      return { count, [field]: ids.map(answers[key]) };
    };
  return {
    version: () => ({ version: deps.version, hash: "0000000", build_time: "2026-01-01" }),
    systemStatus: () => ({ status: deps.state(), appSchema: 75 }),
    configuration: () => ({
      general: {
        apiKey: deps.apiKey ?? "",
        pluginPackageSources: deps.packages.sources,
        stashes: library.mounts.map((path) => ({ path, excludeVideo: false, excludeImage: false })),
      },
      plugins: ({ include }: { include?: readonly string[] | null }) =>
        Object.fromEntries([...deps.plugins].filter(([id]) => include?.includes(id) ?? true)),
    }),
    jobQueue: () => deps.packages.jobs(),
    ...pluginRoot(deps.plugins, deps.packages),
    findScene: ready(({ id }: { id?: string | null }) => {
      const scene = library.scene(Number(id));
      return scene === null ? null : answers.scene(scene);
    }),
    findSceneByHash: ready(({ input }: { input: { oshash?: string | null } }) => {
      const scene = library.sceneByOshash(input.oshash ?? "");
      return scene === null ? null : answers.scene(scene);
    }),
    findScenes: ready(scenes),
    findPerformers: ready(list("performer", library.performers, "performers")),
    findTags: ready(list("tag", library.tags, "tags")),
    findStudios: ready(list("studio", library.studios, "studios")),
    findGroups: ready(list("group", library.groups, "groups")),
    findMovies: ready(list("group", library.groups, "movies")),
    findFile: ready(({ path }: { path?: string | null }) =>
      answers.file(findFile(library, path ?? "")),
    ),
    findFiles: ready((args: { file_filter?: FileFilter | null; filter?: FindFilter | null }) => {
      const found = findFiles(library, args.file_filter ?? {});
      return { count: found.length, files: pageOf(found, args.filter).map(answers.file) };
    }),
  };
}
