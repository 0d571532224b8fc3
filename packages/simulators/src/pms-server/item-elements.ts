import type { Element } from "./answer.ts";
import {
  pictureKinds,
  type PictureKind,
  type ServerItem,
  tagKinds,
  tagNames,
  type TagKind,
} from "./server-item.ts";
import type { PmsState, ServerSection } from "./state.ts";

const numericFields: ReadonlySet<string> = new Set([
  "year",
  "rating",
  "audienceRating",
  "userRating",
]);

/** Listings cut lists to so many (docs/reference/plex-contract.md, fact 31). */
const listedTags: readonly TagKind[] = ["genre", "country", "director", "writer", "collection"];
const LISTED_TAGS = 2;
const LISTED_ROLES = 3;

/** Path of the picture that is shown, whether PMS holds its bytes or not (section 8). */
export function picturePath(item: ServerItem, kind: PictureKind): string | undefined {
  const shownAt = item.shown[kind];
  if (shownAt === undefined) return undefined;
  return `/library/metadata/${item.id}/${pictureKinds[kind].field}/${shownAt}`;
}

const scalarsOf = ({ fields }: ServerItem): Element =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      numericFields.has(name) ? Number(value) : value,
    ]),
  );

/** With `checkFiles=1` parts say whether their file is there (11.1). */
const presenceOf = (disk: PmsState["disk"] | null, file: string): Element =>
  disk === null ? {} : { exists: disk.has(file), accessible: disk.has(file) };

const mediaOf = ({ parts }: ServerItem, checked: PmsState["disk"] | null = null): Element => ({
  Media: parts.map(({ id, file, size, duration }) => ({
    id: id + 1_000_000,
    duration,
    bitrate: 2_000,
    width: 1_920,
    height: 1_080,
    aspectRatio: 1.78,
    audioChannels: 2,
    audioCodec: "aac",
    videoCodec: "h264",
    videoResolution: "1080",
    container: "mp4",
    videoFrameRate: "24p",
    optimizedForStreaming: 1,
    Part: [
      {
        id,
        key: `/library/parts/${id}/1/file.mp4`,
        duration,
        file,
        size,
        container: "mp4",
        optimizedForStreaming: true,
        ...presenceOf(checked, file),
      },
    ],
  })),
});

/** What listings and documents share. Types are those that were recorded: section 11. */
function commonElement(item: ServerItem, section: ServerSection): Element {
  return {
    ratingKey: String(item.id),
    key: `/library/metadata/${item.id}`,
    guid: item.guid,
    type: section.type,
    ...scalarsOf(item),
    thumb: picturePath(item, "poster"),
    art: picturePath(item, "art"),
    duration: item.parts[0]?.duration,
    viewCount: item.viewCount === 0 ? undefined : item.viewCount,
    lastViewedAt: item.lastViewedAt ?? undefined,
    lastRatedAt: item.lastRatedAt ?? undefined,
    addedAt: item.addedAt,
    updatedAt: item.updatedAt,
    deletedAt: item.deletedAt ?? undefined,
  };
}

const guidsOf = ({ externalIds }: ServerItem): Element =>
  externalIds.length === 0 ? {} : { Guid: externalIds.map((id) => ({ id })) };

/** An item of a listing: lists are cut, locks, labels and ratings are missing (fact 31). */
export function listedElement(
  item: ServerItem,
  section: ServerSection,
  options: { readonly includeGuids: boolean },
): Element {
  const tags = listedTags.flatMap((kind): [string, Element[]][] => {
    const list = item.tags[kind] ?? [];
    if (list.length === 0) return [];
    return [[tagNames[kind], list.slice(0, LISTED_TAGS).map((tag) => ({ tag }))]];
  });
  const roles = item.roles.slice(0, LISTED_ROLES).map(({ name }) => ({ tag: name }));
  return {
    ...commonElement(item, section),
    ...mediaOf(item),
    ...Object.fromEntries(tags),
    ...(roles.length > 0 && { Role: roles }),
    ...(options.includeGuids && guidsOf(item)),
  };
}

function tagElements(state: PmsState, item: ServerItem): Element {
  const lists = tagKinds.flatMap((kind): [string, Element[]][] => {
    const list = item.tags[kind] ?? [];
    const elements = list.map((tag) => {
      const id = state.tagId(kind, tag);
      return { id, filter: `${kind}=${id}`, tag };
    });
    return list.length === 0 ? [] : [[tagNames[kind], elements]];
  });
  return Object.fromEntries(lists);
}

const rolesOf = (state: PmsState, { roles }: ServerItem): Element => {
  if (roles.length === 0) return {};
  return {
    Role: roles.map(({ name, role, thumb }) => {
      const id = state.tagId("actor", name);
      return {
        id,
        filter: `actor=${id}`,
        tag: name,
        role: role ?? undefined,
        thumb: thumb ?? undefined,
      };
    }),
  };
};

/** An item's own document: everything, with locks. An unlocked field has no `Field` (fact 36). */
export function documentElement(
  state: PmsState,
  item: ServerItem,
  section: ServerSection,
  options: { readonly checkFiles: boolean },
): Element {
  const locks = [...item.locked].map((name) => ({ locked: true, name }));
  return {
    ...commonElement(item, section),
    librarySectionTitle: section.title,
    librarySectionID: Number(section.key),
    librarySectionKey: `/library/sections/${section.key}`,
    slug: `film-${item.id}`,
    ...mediaOf(item, options.checkFiles ? state.disk : null),
    ...tagElements(state, item),
    ...rolesOf(state, item),
    ...guidsOf(item),
    ...(item.ratings.length > 0 && { Rating: item.ratings.map((rating) => ({ ...rating })) }),
    ...(locks.length > 0 && { Field: locks }),
  };
}
