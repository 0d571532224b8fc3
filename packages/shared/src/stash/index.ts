export type * from "./records.ts";
export type * from "./api.ts";
export type { StashConnectionOptions } from "./connection.ts";
export { createStashApi, type StashClientOptions } from "./create-stash-api.ts";
export { capabilitiesOf, type StashCapabilities } from "./capabilities.ts";
export { StashError, type StashErrorCode } from "./errors.ts";
export {
  createStashPictures,
  type PictureOwner,
  type StashPicture,
  type StashPictures,
} from "./pictures.ts";
export { createStashSetUp } from "./set-up.ts";
export type * from "./set-up.ts";
export { type ImageType, sniffImage } from "./sniff-image.ts";
export { oldestSupportedVersion, parseStashVersion, type StashVersion } from "./version.ts";
