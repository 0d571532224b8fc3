export type { PmsFault, PmsFaults } from "./faults.ts";
export {
  type FileOption,
  pmsReadings,
  type PmsReadings,
  type PmsServerOptions,
  type SectionOption,
} from "./options.ts";
export { type PmsServer, startPmsServer } from "./pms-server.ts";
export type { GroupEntry } from "./providers.ts";
export type { PmsWrite } from "./request-log.ts";
export type { PictureKind, ServerItem, ServerRole, TagKind } from "./server-item.ts";
export type { ServerSection } from "./state.ts";
export { type PlexTv, startPlexTv } from "./plex-tv.ts";
