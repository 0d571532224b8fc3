import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A path rule in the form that `parsePathRules` reads. */
export interface PathPair {
  readonly name: string;
  readonly plex: string;
  readonly stash: string;
}

export interface PathMap {
  readonly rules: readonly PathPair[];
  readonly warnings: readonly string[];
}

/** Reads v1's `plex_unmatched_path_map`: `/plex/folder=>/stash/folder; /p2=>/s2`. */
export function readPathMap(text: string): PathMap {
  const rules: PathPair[] = [];
  const warnings: string[] = [];
  const entries = text.split(";").map((entry) => entry.trim());
  for (const entry of entries.filter((one) => one !== "")) {
    const [plex = "", stash = "", ...rest] = entry.split("=>").map((side) => side.trim());
    if (plex === "" || stash === "" || rest.length > 0)
      warnings.push(
        `"${entry}" in plex_unmatched_path_map is left out: it must be /plex/folder=>/stash/folder.`,
      );
    else rules.push({ name: `path map ${rules.length + 1}`, plex, stash });
  }
  return { rules, warnings };
}

const TIMES = "sync_timestamps.json";
const V1 = "Stash2Plex";

const foldersIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(folder, name));
  } catch {
    return [];
  }
};

/** Where v1 may have kept its files: where it was told to, or in its folder, beside ours or below another source's. */
const candidates = (dataFolder: string, pluginDir: string): readonly string[] => {
  const sources = dirname(dirname(pluginDir));
  const places = [pluginDir, join(dirname(pluginDir), V1), join(sources, V1)];
  const beside = foldersIn(sources).map((source) => join(source, V1));
  return [dataFolder, ...[...places, ...beside].map((place) => join(place, "data"))];
};

const readTimes = (file: string): ReadonlyMap<number, number> => {
  const found: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (typeof found !== "object" || found === null) return new Map();
  return new Map(
    Object.entries(found).flatMap(([id, seconds]) =>
      /^[1-9]\d{0,15}$/.test(id) && typeof seconds === "number" && seconds > 0
        ? [[Number(id), Math.round(seconds * 1_000)] as const]
        : [],
    ),
  );
};

export interface PushTimes {
  readonly file: string;
  /** Epoch ms of the last push that v1 remembers, by scene. */
  readonly times: ReadonlyMap<number, number>;
}

/** The push times that v1 of the plugin left, or null where there are none. Its queue holds pickles and is not read. */
export function findPushTimes(dataFolder: string, pluginDir: string): PushTimes | null {
  for (const folder of candidates(dataFolder, pluginDir)) {
    const file = join(folder, TIMES);
    if (!existsSync(file)) continue;
    try {
      return { file, times: readTimes(file) };
    } catch {
      // A file that was cut while v1 was killed: as if it were not there.
    }
  }
  return null;
}
