export {
  createPlexTvPins,
  type PlexTvPin,
  type PlexTvPins,
  type PlexTvPinsOptions,
} from "./create-plex-tv-pins.ts";
export { PlexTvError, type PlexTvErrorCode } from "./plex-tv-error.ts";
