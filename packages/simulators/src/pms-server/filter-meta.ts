import type { Element } from "./answer.ts";
import type { ServerSection } from "./state.ts";

const field = (key: string, title: string, type: string): Element => ({ key, title, type });

/** The filters that a section offers; clients that build queries read them first (11.1). The guid is not among them. */
export function filterMeta({ key, type }: ServerSection): Element {
  const path = `/library/sections/${key}`;
  return {
    Type: [
      {
        key: `${path}/all?type=1`,
        type,
        title: "Movies",
        active: true,
        Filter: [
          {
            filter: "unwatched",
            filterType: "boolean",
            key: `${path}/unwatched`,
            title: "Unplayed",
            type: "filter",
          },
        ],
        Sort: [
          {
            key: "titleSort",
            defaultDirection: "asc",
            descKey: "titleSort:desc",
            title: "Title",
            firstCharacterKey: `${path}/firstCharacter`,
          },
          {
            key: "addedAt",
            defaultDirection: "desc",
            descKey: "addedAt:desc",
            title: "Date Added",
          },
        ],
        Field: [
          field("title", "Title", "string"),
          field("addedAt", "Date Added", "date"),
          field("unwatched", "Unplayed", "boolean"),
          field("trash", "Trashed", "boolean"),
        ],
      },
    ],
    FieldType: [
      { type: "string", Operator: [{ key: "=", title: "contains" }] },
      {
        type: "boolean",
        Operator: [
          { key: "=0", title: "is false" },
          { key: "=1", title: "is true" },
        ],
      },
      {
        type: "date",
        Operator: [
          { key: "<<=", title: "is before" },
          { key: ">>=", title: "is after" },
        ],
      },
    ],
  };
}
