export { createPmsClient, type PmsClientOptions } from "./create-pms-client.ts";
export { createPmsPictures, type PmsPictures } from "./item-pictures.ts";
export type * from "./pms-client.ts";
export { PmsError, type PmsErrorClass, type PmsErrorCode } from "./pms-error.ts";
export * from "./records.ts";
