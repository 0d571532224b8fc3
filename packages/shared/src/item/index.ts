export { cleanLine, cleanName, cleanParagraphs, foldName } from "./clean-text.ts";
export { defaultItemSettings } from "./default-item-settings.ts";
export type * from "./desired-item.ts";
export { digestOf } from "./digest.ts";
export type * from "./item-settings.ts";
export { releaseDateOf, type ReleaseDate } from "./partial-date.ts";
export { renderImages, renderMatch, renderMetadata, type PictureUrl } from "./render.ts";
export { desiredItem } from "./scene-to-item.ts";
export { TEMPLATE_PLACEHOLDERS, unknownPlaceholders } from "./text-template.ts";
