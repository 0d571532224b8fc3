import type {
  ItemEdit,
  PmsItem,
  PmsItemId,
  PmsListedItem,
  PmsRole,
  PmsScalar,
  PmsTagKind,
  SectionQuery,
} from "@stash2plex/shared/pms";

/** What a refresh brings in. Fields that are left out stay as they are; "" clears a scalar; locked fields are skipped. */
export interface MemoryImport {
  readonly scalars?: Readonly<Partial<Record<PmsScalar, string>>>;
  readonly tags?: Readonly<Partial<Record<Exclude<PmsTagKind, "actor">, readonly string[]>>>;
  readonly roles?: readonly PmsRole[];
  readonly year?: number | null;
  /** Picker entries that the agent offers and selects unless the field is locked. */
  readonly poster?: string;
  readonly art?: string;
}

export const itemOf = (id: PmsItemId, item: Partial<PmsItem>): PmsItem => ({
  id,
  sectionKey: "1",
  guid: `local://${id}`,
  type: "movie",
  title: `Item ${id}`,
  year: null,
  addedAt: null,
  updatedAt: null,
  deletedAt: null,
  parts: [],
  scalars: { title: item.title ?? `Item ${id}` },
  tags: { genre: [], collection: [], director: [], label: [] },
  roles: [],
  externalIds: [],
  locked: new Set(),
  userRating: null,
  audienceRating: null,
  thumb: null,
  art: null,
  viewCount: 0,
  ...item,
});

/** An item as listings show it. */
export const listedOf = (item: PmsItem): PmsListedItem => ({
  id: item.id,
  sectionKey: item.sectionKey,
  guid: item.guid,
  type: item.type,
  title: item.title,
  year: item.year,
  addedAt: item.addedAt,
  updatedAt: item.updatedAt,
  deletedAt: item.deletedAt,
  parts: item.parts,
});

/** Whether a listing with this query shows the item. */
export const isListed = (item: PmsItem, sectionKey: string, query: SectionQuery): boolean =>
  item.sectionKey === sectionKey &&
  (query.updatedSince === undefined || (item.updatedAt ?? 0) >= query.updatedSince) &&
  (query.addedSince === undefined || (item.addedAt ?? 0) >= query.addedSince) &&
  (query.guid === undefined || item.guid === query.guid) &&
  (query.trash === undefined || item.deletedAt !== null);

const sameTag = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

const withoutTags = (list: readonly string[], remove: readonly string[]): string[] =>
  list.filter((tag) => !remove.some((other) => sameTag(tag, other)));

const withTags = (list: readonly string[], add: readonly string[]): string[] => [
  ...list,
  ...add.filter((tag) => !list.some((other) => sameTag(tag, other))),
];

const withScalars = (
  item: PmsItem,
  scalars: Readonly<Partial<Record<PmsScalar, string>>>,
): PmsItem => {
  const entries = Object.entries({ ...item.scalars, ...scalars }).filter(
    ([, value]) => value !== "",
  );
  const kept: Partial<Record<PmsScalar, string>> = Object.fromEntries(entries);
  return { ...item, scalars: kept, title: kept.title ?? item.title };
};

export const withLocks = (item: PmsItem, locks: Readonly<Record<string, boolean>>): PmsItem => {
  const locked = new Set(item.locked);
  for (const [field, isLocked] of Object.entries(locks)) {
    if (isLocked) locked.add(field);
    else locked.delete(field);
  }
  return { ...item, locked };
};

const editedRoles = (item: PmsItem, { tags, actors = [] }: ItemEdit): PmsRole[] => {
  const { add = [], remove = [] } = tags?.actor ?? {};
  const kept = item.roles.filter(({ name }) => !remove.some((other) => sameTag(name, other)));
  const added = [
    ...actors.map(({ name, role = null, thumb = null }) => ({ name, role, thumb })),
    ...add.map((name) => ({ name, role: null, thumb: null })),
  ];
  const roles: PmsRole[] = [...kept];
  for (const role of added) {
    if (!roles.some(({ name }) => sameTag(name, role.name))) roles.push(role);
  }
  return roles;
};

const editedFields = (edit: ItemEdit): string[] => [
  ...Object.keys(edit.scalars ?? {}),
  ...Object.keys(edit.tags ?? {}),
  ...(edit.actors === undefined ? [] : ["actor"]),
  ...(edit.addedAt === undefined ? [] : ["addedAt"]),
];

/** What an edit makes of an item: indexed tags are added (fact 35), and every edited field ends locked or not. */
export const editedItem = (item: PmsItem, edit: ItemEdit): PmsItem => {
  const list = (kind: Exclude<PmsTagKind, "actor">): string[] => {
    const { add = [], remove = [] } = edit.tags?.[kind] ?? {};
    return withTags(withoutTags(item.tags[kind], remove), add);
  };
  const edited: PmsItem = {
    ...withScalars(item, edit.scalars ?? {}),
    tags: {
      genre: list("genre"),
      collection: list("collection"),
      director: list("director"),
      label: list("label"),
    },
    roles: editedRoles(item, edit),
    addedAt: edit.addedAt ?? item.addedAt,
  };
  return withLocks(
    edited,
    Object.fromEntries(editedFields(edit).map((field) => [field, edit.lock])),
  );
};

/** What a refresh makes of an item: locked fields stay. */
export const importedItem = (item: PmsItem, brought: MemoryImport): PmsItem => {
  const unlocked = <T>(fields: Readonly<Record<string, T>> | undefined): Record<string, T> =>
    Object.fromEntries(Object.entries(fields ?? {}).filter(([field]) => !item.locked.has(field)));
  return {
    ...withScalars(item, unlocked(brought.scalars)),
    year: brought.year === undefined ? item.year : brought.year,
    tags: { ...item.tags, ...unlocked(brought.tags) },
    roles: brought.roles === undefined || item.locked.has("actor") ? item.roles : brought.roles,
  };
};
