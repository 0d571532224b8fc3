import type { ItemEdit } from "./pms-client.ts";
import { pmsScalars, pmsTagKinds } from "./records.ts";

/** One field of an edit, under the name that Plex has for it. */
export interface FieldEdit {
  readonly field: string;
  readonly edit: ItemEdit;
}

/**
 * The fields of an edit one by one, in the order in which they go together.
 *
 * @see docs/reference/plex-contract.md, 11.2: one value that Plex cannot use makes it refuse the whole request
 */
export function fieldEdits(edit: ItemEdit): readonly FieldEdit[] {
  const { scalars = {}, tags = {}, actors, addedAt, lock } = edit;
  return [
    ...pmsScalars.flatMap((field): FieldEdit[] => {
      const value = scalars[field];
      return value === undefined ? [] : [{ field, edit: { scalars: { [field]: value }, lock } }];
    }),
    ...(addedAt === undefined ? [] : [{ field: "addedAt", edit: { addedAt, lock } }]),
    ...pmsTagKinds.flatMap((field): FieldEdit[] => {
      const change = tags[field];
      const cast = field === "actor" && actors !== undefined ? { actors } : {};
      if (change === undefined && cast.actors === undefined) return [];
      return [
        {
          field,
          edit: { ...(change !== undefined && { tags: { [field]: change } }), ...cast, lock },
        },
      ];
    }),
  ];
}
