export { createPlexMirror } from "./create-plex-mirror.ts";
export type { PlexMirrorOptions } from "./plex-mirror-options.ts";
export { createPlexMirrorReader } from "./plex-mirror-reader.ts";
export { plexFactsOf } from "./plex-facts.ts";
export type * from "./plex-mirror.ts";
export { needsGroups, unknownNames, watchedKeys } from "./watched-sections.ts";
