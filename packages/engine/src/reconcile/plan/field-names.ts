import type { DesiredItem } from "@stash2plex/shared/item";
import type { PmsArtKind, PmsScalar, PmsTagKind } from "@stash2plex/shared/pms";

import type { SyncField } from "../policy.ts";

/** Scalar fields: the switch, and the name that edits and locks use. */
export const scalarFields = [
  ["title", "title"],
  ["originalTitle", "originalTitle"],
  ["titleSort", "titleSort"],
  ["summary", "summary"],
  ["tagline", "tagline"],
  ["studio", "studio"],
  ["date", "originallyAvailableAt"],
  ["contentRating", "contentRating"],
] as const satisfies readonly (readonly [SyncField, PmsScalar & keyof DesiredItem])[];

/** Lists: the switch, and the name that edits and locks use. */
export const listFields = [
  ["genres", "genre"],
  ["collections", "collection"],
  ["performers", "actor"],
  ["directors", "director"],
  ["labels", "label"],
] as const satisfies readonly (readonly [SyncField, PmsTagKind])[];

/** Pictures: the switch, the picker, the field that is locked, and the picture of the desired item. */
export const artFields = [
  { field: "poster", art: "poster", lock: "thumb", image: "coverPoster" },
  { field: "background", art: "art", lock: "art", image: "background" },
] as const satisfies readonly {
  readonly field: SyncField;
  readonly art: PmsArtKind;
  readonly lock: "thumb" | "art";
  readonly image: DesiredItem["images"][number]["type"];
}[];

/** What a refresh would bring, so that it must not be asked for while one of these is switched off. */
export const refreshedFields: readonly SyncField[] = [
  ...scalarFields.map(([field]) => field),
  "genres",
  "collections",
  "performers",
  "directors",
];
