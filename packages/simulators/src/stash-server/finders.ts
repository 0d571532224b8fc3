import type { Library } from "../sample-library/library.ts";
import type { ModelScene } from "../sample-library/model.ts";
import { fileTest, type StringCriterion, textTest } from "./criteria.ts";

export interface FindFilter {
  readonly page?: number | null;
  readonly per_page?: number | null;
  readonly sort?: string | null;
  readonly direction?: "ASC" | "DESC" | null;
}

interface NumberCriterion {
  readonly value: number;
  readonly modifier: string;
}

export interface SceneFilter {
  readonly id?: NumberCriterion | null;
  readonly path?: StringCriterion | null;
  readonly oshash?: StringCriterion | null;
  readonly updated_at?: StringCriterion | null;
  readonly organized?: boolean | null;
}

const DEFAULT_PER_PAGE = 25;

/** Defaults and odd numbers as recorded: 25 a page, any negative is everything, 0 nothing, page 0 the first. */
export function pageOf<T>(list: readonly T[], filter: FindFilter | null | undefined): readonly T[] {
  const perPage = filter?.per_page ?? DEFAULT_PER_PAGE;
  if (perPage < 0) return list;
  const page = Math.max(1, filter?.page ?? 1);
  return list.slice((page - 1) * perPage, page * perPage);
}

/** Sorted as asked; the same order for equal values every time. */
export function sorted<T extends { readonly id: number; readonly updatedAt: string }>(
  list: T[],
  filter: FindFilter | null | undefined,
): T[] {
  const sort = filter?.sort ?? "id";
  if (sort !== "id" && sort !== "updated_at") throw new Error(`invalid sort: ${sort}`);
  list.sort((a, b) =>
    sort === "updated_at" && a.updatedAt !== b.updatedAt
      ? a.updatedAt < b.updatedAt
        ? -1
        : 1
      : a.id - b.id,
  );
  return filter?.direction === "DESC" ? list.reverse() : list;
}

function isAfter(criterion: StringCriterion): (text: string) => boolean {
  return (text) => text > criterion.value;
}

/** Ascending scenes that the filter lets through, found the cheap way where there is one. */
function* candidates(library: Library, filter: SceneFilter): Generator<ModelScene> {
  if (filter.updated_at !== null && filter.updated_at !== undefined) {
    yield* library.changedSince(filter.updated_at.value);
    return;
  }
  const isKeyset = filter.id?.modifier === "GREATER_THAN";
  yield* library.scenes(isKeyset ? filter.id.value : 0);
}

function sceneTests(filter: SceneFilter): readonly ((scene: ModelScene) => boolean)[] {
  const tests: ((scene: ModelScene) => boolean)[] = [];
  const { id, path, oshash, updated_at: updated, organized } = filter;
  if (id?.modifier === "GREATER_THAN") tests.push((scene) => scene.id > id.value);
  if (id?.modifier === "EQUALS") tests.push((scene) => scene.id === id.value);
  if (updated !== null && updated !== undefined) {
    const after = isAfter(updated);
    tests.push((scene) => after(scene.updatedAt));
  }
  if (path !== null && path !== undefined) {
    const matches = textTest(path);
    tests.push((scene) => scene.files.some((file) => matches(file.path)));
  }
  if (oshash !== null && oshash !== undefined) {
    const matches = textTest(oshash);
    tests.push((scene) => scene.files.some((file) => matches(file.oshash ?? "")));
  }
  if (typeof organized === "boolean") tests.push((scene) => scene.organized === organized);
  return tests;
}

/** Keyset pages stop as soon as they are full: cost is linear in the page, not in the library. */
export function findScenes(
  library: Library,
  filter: SceneFilter,
  page: FindFilter | null | undefined,
): readonly ModelScene[] {
  const tests = sceneTests(filter);
  const perPage = page?.per_page ?? DEFAULT_PER_PAGE;
  const isFirstPage = (page?.page ?? 1) <= 1;
  const sort = page?.sort ?? "id";
  const limit =
    sort === "id" && page?.direction !== "DESC" && isFirstPage && perPage >= 0 ? perPage : Infinity;
  const found: ModelScene[] = [];
  for (const scene of candidates(library, filter)) {
    if (found.length >= limit) break;
    if (tests.every((test) => test(scene))) found.push(scene);
  }
  return limit === Infinity ? pageOf(sorted(found, page), page) : found;
}

/** Fails as a whole for a missing or a repeated id (fact 4); the order is that of the ids. */
export function findScenesByIds(library: Library, ids: readonly string[]): readonly ModelScene[] {
  const numbers = ids.map((id) => {
    const number = Number(id);
    if (!Number.isInteger(number)) throw new Error(`strconv.Atoi: parsing "${id}": invalid syntax`);
    return number;
  });
  if (new Set(numbers).size !== numbers.length) throw new Error("scene ids are listed twice");
  return numbers.map((id) => {
    const scene = library.scene(id);
    if (scene === null) throw new Error(`scene with id ${id} not found`);
    return scene;
  });
}

export function findFile(library: Library, path: string): ModelScene["files"][number] {
  const matches = fileTest(path);
  for (const scene of library.scenes()) {
    const file = scene.files.find((one) => matches(one.path));
    if (file !== undefined) return file;
  }
  throw new Error("file not found");
}

export interface FileFilter {
  readonly basename?: StringCriterion | null;
  readonly path?: StringCriterion | null;
}

export function findFiles(library: Library, filter: FileFilter): ModelScene["files"][number][] {
  const byName = filter.basename ? textTest(filter.basename) : () => true;
  const byPath = filter.path ? textTest(filter.path) : () => true;
  return [...library.scenes()].flatMap(({ files }) =>
    files.filter(({ path }) => byName(path.slice(path.lastIndexOf("/") + 1)) && byPath(path)),
  );
}
