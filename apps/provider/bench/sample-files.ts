import type { Library } from "@stash2plex/simulators/library";

import type { PlexRequest } from "./load-plan.ts";

/** A file as Plex knows it, with the scene that it is. */
export interface SampleFile {
  readonly sceneId: number;
  readonly request: PlexRequest;
}

const HEADERS = { Accept: "application/json", "X-Plex-Language": "en" };

/** The scanner's title: the base name without its ending and its dots. */
const titleOf = (filename: string): string =>
  filename.slice(filename.lastIndexOf("/") + 1, filename.lastIndexOf(".")).replaceAll(".", " ");

function matchRequest(filename: string): PlexRequest {
  const body = { type: 1, title: titleOf(filename), filename, manual: 0, includeAdult: 1 };
  return {
    method: "POST",
    path: "/library/metadata/matches",
    headers: { ...HEADERS, "Content-Type": "application/json" },
    body: JSON.stringify(body),
  };
}

export const metadataRequest = ({ sceneId }: Pick<SampleFile, "sceneId">): PlexRequest => ({
  method: "GET",
  path: `/library/metadata/scene-${sceneId}`,
  headers: HEADERS,
});

interface NamedFile {
  readonly sceneId: number;
  /** Relative to the folder that Plex scans (docs/reference/plex-contract.md, fact 9). */
  readonly name: string;
}

function filesOf(library: Library, sceneId: number): readonly NamedFile[] {
  return (library.scene(sceneId)?.files ?? []).flatMap(({ path }) => {
    const mount = library.mounts.find((folder) => path.startsWith(`${folder}/`));
    return mount === undefined ? [] : [{ sceneId, name: path.slice(mount.length + 1) }];
  });
}

const folded = (name: string): string => name.normalize("NFC").toLowerCase();

/** Names that several scenes have, on several mounts for example: nobody can tell which of them is meant. */
export function sharedNames(library: Library): ReadonlySet<string> {
  const owners = new Map<string, number>();
  const shared = new Set<string>();
  for (const { id } of library.scenes()) {
    for (const { name } of filesOf(library, id)) {
      const key = folded(name);
      if ((owners.get(key) ?? id) !== id) shared.add(key);
      owners.set(key, id);
    }
  }
  return shared;
}

/** The first files of these scenes, without those whose name is shared. */
export function sampleFiles(
  library: Library,
  sceneIds: readonly number[],
  shared: ReadonlySet<string>,
): readonly SampleFile[] {
  return sceneIds.flatMap((sceneId) => {
    const [file] = filesOf(library, sceneId);
    if (file === undefined || shared.has(folded(file.name))) return [];
    return [{ sceneId, request: matchRequest(file.name) }];
  });
}

/** Deals the scenes of a library into hands, each spread over all of it, so that none is in two hands. */
export function dealScenes(scenes: number, hands: readonly number[]): readonly number[][] {
  const wanted = hands.reduce((sum, count) => sum + count, 0);
  if (wanted > scenes) throw new Error(`BENCH_SCENES must be at least ${wanted}.`);
  // Steps of a prime number reach each scene once, unless the total is a multiple of it.
  const step = 7_919;
  const total = scenes % step === 0 ? scenes - 1 : scenes;
  let next = 0;
  return hands.map((count) =>
    Array.from({ length: count }, () => {
      next += 1;
      return 1 + ((next * step) % total);
    }),
  );
}
