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

/** The first files of these scenes, named relative to the folder that Plex scans (fact 9 of the contract). */
export function sampleFiles(library: Library, sceneIds: readonly number[]): SampleFile[] {
  return sceneIds.flatMap((sceneId) => {
    const path = library.scene(sceneId)?.files[0]?.path;
    const mount = library.mounts.find((folder) => path?.startsWith(`${folder}/`) === true);
    if (path === undefined || mount === undefined) return [];
    return [{ sceneId, request: matchRequest(path.slice(mount.length + 1)) }];
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
