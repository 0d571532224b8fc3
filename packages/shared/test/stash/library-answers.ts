import { sceneAnswer, type FileOfScene } from "./scene-answer.ts";
import { type Answer, data, json, type Received, type Reply } from "./stash-server.ts";

/** Scenes by id; a test may change it between questions. */
export type Library = Map<number, readonly FileOfScene[]>;

const notFound = (id: string): Reply =>
  json({
    errors: [{ message: `scene with id ${id} not found`, path: ["findScenes"] }],
    data: null,
  });

const listOf =
  (library: Library): Answer =>
  ({ variables }) => {
    const ids = variables.ids as readonly string[];
    const missing = ids.find((id) => !library.has(Number(id)));
    if (missing !== undefined) return notFound(missing);
    const scenes = ids.map((id) => sceneAnswer(Number(id), library.get(Number(id))));
    return data({ findScenes: { scenes } });
  };

const existing =
  (library: Library): Answer =>
  ({ query }) => {
    const asked = [...query.matchAll(/(\w+): findScene\(id: "(\d+)"\)/g)];
    const found = asked.map(([, alias = "", id = ""]) => [
      alias,
      library.has(Number(id)) ? { id } : null,
    ]);
    return data(Object.fromEntries(found) as Record<string, unknown>);
  };

const candidate = (id: number, files: readonly FileOfScene[]) => ({
  id: String(id),
  files: files.map(({ path }) => ({ path })),
});

/** SQL LIKE: any one character for `_`, any run for `%`, no difference of ASCII case. */
const like = (pattern: string): RegExp => {
  const escaped = pattern.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("%", ".*").replaceAll("_", ".")}$`, "is");
};

const pathTest = ({ variables }: Received): ((path: string) => boolean) => {
  const { where } = variables as {
    where: { path: { value: string; modifier: "INCLUDES" | "MATCHES_REGEX" } };
  };
  const { value, modifier } = where.path;
  const pattern =
    modifier === "INCLUDES" ? like(`%${value.replace(/^"+|"+$/g, "")}%`) : new RegExp(value);
  return (path) => pattern.test(path);
};

const candidatesOf =
  (library: Library): Answer =>
  (request) => {
    const test = pathTest(request);
    const { per_page: perPage } = request.variables.page as { per_page: number };
    const found = [...library].filter(([, files]) => files.some(({ path }) => test(path)));
    return data({
      findScenes: { scenes: found.slice(0, perPage).map(([id, files]) => candidate(id, files)) },
    });
  };

const byOshash =
  (library: Library): Answer =>
  ({ variables }) => {
    const found = [...library].find(([, files]) =>
      files.some(({ oshash }) => oshash === variables.oshash),
    );
    return data({ findSceneByHash: found === undefined ? null : candidate(...found) });
  };

const filesOf = (library: Library) =>
  [...library.values()].flat().map(({ path, oshash }) => ({ path, fingerprint: oshash ?? null }));

const fileByPath =
  (library: Library): Answer =>
  ({ variables }) => {
    const path = String(variables.path);
    const wild = /[*%]/.test(path);
    const pattern = like(path.replaceAll("*", "%"));
    const file = filesOf(library).find((one) =>
      wild ? pattern.test(one.path) : one.path === path,
    );
    if (file !== undefined) return data({ findFile: file });
    return json({ errors: [{ message: "file not found", path: ["findFile"] }], data: null });
  };

const filesByBaseName =
  (library: Library): Answer =>
  ({ variables }) => {
    const pattern = like(String(variables.baseName));
    const { per_page: perPage } = variables.page as { per_page: number };
    const baseName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
    const files = filesOf(library).filter(({ path }) => pattern.test(baseName(path)));
    return data({ findFiles: { files: files.slice(0, perPage) } });
  };

/** Answers look-ups from a library with the quirks of the real server (docs/reference/stash.md, 2.2 to 2.4). */
export const libraryAnswers = (library: Library): Readonly<Record<string, Answer>> => ({
  ScenesByIdsWithGroups: listOf(library),
  ScenesByIdsWithMovies: listOf(library),
  ExistingScenes: existing(library),
  SceneCandidates: candidatesOf(library),
  SceneByOshash: byOshash(library),
  FileByPath: fileByPath(library),
  FilesByBaseName: filesByBaseName(library),
});
