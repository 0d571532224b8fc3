import { randomUUID } from "node:crypto";

import type { Element } from "./answer.ts";
import { isSameTag, type ServerItem, withRemoved } from "./server-item.ts";
import type { PmsState, ServerSection } from "./state.ts";

/** A collection of a section. It exists as long as an item carries its tag (11.5). */
export interface ServerCollection {
  /** Not the id of the tag. */
  readonly id: number;
  readonly uuid: string;
  readonly sectionKey: string;
  readonly title: string;
}

export interface Collections {
  list(section: ServerSection): readonly ServerCollection[];
  find(id: number): ServerCollection | null;
  members(collection: ServerCollection): readonly ServerItem[];
  /** Takes the tag off all items. */
  remove(collection: ServerCollection): void;
  element(collection: ServerCollection): Element;
}

const carries = (item: ServerItem, title: string): boolean =>
  (item.tags.collection ?? []).some((tag) => isSameTag(tag, title));

export function createCollections(state: PmsState): Collections {
  const known = new Map<string, ServerCollection>();
  const collectionOf = (sectionKey: string, title: string): ServerCollection => {
    const name = `${sectionKey}\0${title.toLowerCase()}`;
    const found = known.get(name) ?? { id: state.nextId(), uuid: randomUUID(), sectionKey, title };
    known.set(name, found);
    return found;
  };
  const itemsIn = (sectionKey: string): ServerItem[] =>
    [...state.items.values()].filter((item) => item.sectionKey === sectionKey);
  const members = ({ sectionKey, title }: ServerCollection): readonly ServerItem[] =>
    itemsIn(sectionKey).filter((item) => carries(item, title));
  const list = ({ key }: ServerSection): readonly ServerCollection[] => {
    const found = itemsIn(key).flatMap(({ tags }) =>
      (tags.collection ?? []).map((title) => collectionOf(key, title)),
    );
    return [...new Set(found)].sort((a, b) => a.title.localeCompare(b.title));
  };
  return {
    list,
    members,
    find(id) {
      const sections = [...state.sections.values()];
      return sections.flatMap(list).find((collection) => collection.id === id) ?? null;
    },
    remove(collection) {
      for (const item of members(collection)) {
        const kept = withRemoved(item.tags.collection ?? [], [collection.title]);
        state.put({ ...item, tags: { ...item.tags, collection: kept } });
      }
    },
    element(collection) {
      const inside = members(collection);
      const years = inside.flatMap(({ fields }) => fields.year ?? []).sort();
      return {
        ratingKey: String(collection.id),
        key: `/library/collections/${collection.id}/children`,
        guid: `collection://${collection.uuid}`,
        type: "collection",
        title: collection.title,
        titleSort: collection.title,
        subtype: "movie",
        summary: "",
        index: collection.id,
        thumb: `/library/collections/${collection.id}/composite/${state.now()}?width=400&height=600`,
        addedAt: inside[0]?.addedAt,
        updatedAt: inside[0]?.updatedAt,
        // Text, as recorded (11).
        childCount: String(inside.length),
        minYear: years[0],
        maxYear: years.at(-1),
        librarySectionID: Number(collection.sectionKey),
        librarySectionTitle: state.sections.get(collection.sectionKey)?.title,
      };
    },
  };
}
