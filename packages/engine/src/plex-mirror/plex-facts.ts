import {
  foldPath,
  hasParentSegment,
  isAbsolutePath,
  joinPath,
  stripRoot,
} from "@stash2plex/shared/paths";
import type { MatchRequest } from "@stash2plex/shared/plex";

import type { PlexFacts } from "../matching/match-context.ts";
import type { MirroredPart, PlexMirrorReader } from "./plex-mirror.ts";

/** Where the file of a request may lie: names are relative to a library folder that nobody tells. */
const placesOf = (filename: string, folders: readonly string[]): ReadonlySet<string> => {
  const relative = stripRoot(filename);
  const paths = folders.map((folder) => joinPath(folder, relative));
  if (isAbsolutePath(filename)) paths.push(filename);
  return new Set(paths.map(foldPath));
};

/** The one part at these places, or null. By its end a path would be found in the wrong folder, too. */
const onlyPartAt = (reader: PlexMirrorReader, places: ReadonlySet<string>): MirroredPart | null => {
  const parts = [...places].flatMap((place) =>
    reader
      .itemsByFoldedPath(place)
      .flatMap((item) => item.parts)
      .filter(({ file }) => foldPath(file) === place),
  );
  const [only, ...others] = parts;
  return only === undefined || others.length > 0 ? null : only;
};

/** What the Plex mirror knows about the file of a match request. */
export const plexFactsOf =
  (reader: PlexMirrorReader): ((request: MatchRequest) => PlexFacts) =>
  ({ filename }) => {
    const folders = reader
      .sections()
      .filter(({ watched }) => watched)
      .flatMap((section) => section.folders);
    if (filename === undefined || hasParentSegment(filename)) return { folders };
    const part = onlyPartAt(reader, placesOf(filename, folders));
    const { size = null, duration = null } = part ?? {};
    return {
      folders,
      ...(size !== null && { size }),
      ...(duration !== null && { duration: duration / 1_000 }),
    };
  };
