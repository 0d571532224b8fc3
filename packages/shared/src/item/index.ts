export type * from "./desired-item.ts";
export type * from "./item-settings.ts";
