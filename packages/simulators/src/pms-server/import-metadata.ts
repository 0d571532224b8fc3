import { isIP } from "node:net";

import type { PlexImageType, PlexMetadata } from "@stash2plex/shared/plex";

import type { RegisteredProvider } from "../fake-pms/registered-provider.ts";
import { offerPicture } from "./artwork.ts";
import {
  type PictureKind,
  type ServerItem,
  type ServerRole,
  type TagKind,
  isSameTag,
  withAdded,
  withFields,
} from "./server-item.ts";
import type { PmsState } from "./state.ts";

const scalarNames = [
  "title",
  "originalTitle",
  "titleSort",
  "originallyAvailableAt",
  "summary",
  "tagline",
  "studio",
  "contentRating",
  "year",
] as const;

const importedTags = { genre: "Genre", collection: "Collection", director: "Director" } as const;

const imageTypes: Readonly<Record<PictureKind, PlexImageType>> = {
  poster: "coverPoster",
  art: "background",
  clearLogo: "clearLogo",
  squareArt: "backgroundSquare",
};

const PRIVATE =
  /^(?:10\.|127\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|\[?(?:::1|fe80:|f[cd]))/i;

/** Addresses that Plex's cloud cannot reach; a name without a dot is one of the local network (question 5). */
function isPrivate(url: string): boolean {
  const { hostname } = new URL(url);
  return isIP(hostname) === 0 && !hostname.startsWith("[")
    ? !hostname.includes(".") || hostname.endsWith(".local")
    : PRIVATE.test(hostname);
}

function scalarsOf(state: PmsState, item: ServerItem, metadata: PlexMetadata) {
  const { omittedClears } = state.readings;
  const sent = scalarNames.flatMap((name): [string, string][] => {
    if (item.locked.has(name)) return [];
    const value = metadata[name];
    if (value === undefined) return omittedClears ? [[name, ""]] : [];
    return [[name, String(value)]];
  });
  return Object.fromEntries(sent);
}

function tagsOf(state: PmsState, item: ServerItem, metadata: PlexMetadata): ServerItem["tags"] {
  const { firstGenreOnly, keepsStaleTags } = state.readings;
  const tags: Partial<Record<TagKind, readonly string[]>> = { ...item.tags };
  for (const kind of ["genre", "collection", "director"] as const) {
    if (item.locked.has(kind)) continue;
    const sent = (metadata[importedTags[kind]] ?? []).map(({ tag }) => tag);
    const taken = kind === "genre" && firstGenreOnly ? sent.slice(0, 1) : sent;
    tags[kind] = withAdded(keepsStaleTags ? (item.tags[kind] ?? []) : [], taken);
  }
  return tags;
}

function rolesOf(state: PmsState, item: ServerItem, metadata: PlexMetadata): readonly ServerRole[] {
  if (item.locked.has("actor")) return item.roles;
  const sent = (metadata.Role ?? []).map(({ tag, role = null, thumb = null }) => ({
    name: tag,
    role,
    thumb,
  }));
  if (!state.readings.keepsStaleTags) return sent;
  const stale = item.roles.filter(({ name }) => !sent.some((role) => isSameTag(role.name, name)));
  return [...sent, ...stale];
}

function ratingFields(state: PmsState, item: ServerItem, metadata: PlexMetadata) {
  if (!state.readings.ratingsFillFields) return {};
  const names = { audience: "audienceRating", critic: "rating" } as const;
  const filled = (metadata.Rating ?? []).map(({ type, value }) => [names[type], String(value)]);
  return Object.fromEntries(filled.filter(([name = ""]) => !item.locked.has(name))) as Record<
    string,
    string
  >;
}

/**
 * Takes over what a provider says of an item, with the bugs of 1.43 where they are switched on. Locked fields are
 * skipped (docs/reference/plex-contract.md, section 1).
 */
export function withMetadata(
  state: PmsState,
  item: ServerItem,
  metadata: PlexMetadata,
): ServerItem {
  return {
    ...withFields(item, {
      ...scalarsOf(state, item, metadata),
      ...ratingFields(state, item, metadata),
    }),
    tags: tagsOf(state, item, metadata),
    roles: rolesOf(state, item, metadata),
    ratings: metadata.Rating ?? [],
    externalIds: (metadata.Guid ?? []).map(({ id }) => id),
  };
}

const urlOf = (metadata: PlexMetadata, kind: PictureKind): string | undefined => {
  const image = metadata.Image?.find(({ type }) => type === imageTypes[kind])?.url;
  if (image !== undefined) return image;
  if (kind === "poster") return metadata.thumb;
  return kind === "art" ? metadata.art : undefined;
};

/** Pictures that PMS holds after an import; those at private addresses arrive or not by version (facts 19, 20). */
export async function picturesOf(
  state: PmsState,
  metadata: PlexMetadata,
  provider: RegisteredProvider,
): Promise<readonly { kind: PictureKind; url: string; bytes: Uint8Array | null }[]> {
  const { privateImages } = state.readings;
  const pictures: { kind: PictureKind; url: string; bytes: Uint8Array | null }[] = [];
  for (const kind of Object.keys(imageTypes) as PictureKind[]) {
    const url = urlOf(metadata, kind);
    if (url === undefined) continue;
    const isRefused = isPrivate(url) && privateImages === "refused";
    // A public address is never really asked: the picture stays an entry without bytes.
    const isFetched = isPrivate(url) && privateImages === "fetched";
    const bytes = isFetched ? await provider.picture(url) : null;
    if (!isRefused && (!isFetched || bytes !== null)) pictures.push({ kind, url, bytes });
  }
  return pictures;
}

export function withPictures(
  state: PmsState,
  item: ServerItem,
  pictures: Awaited<ReturnType<typeof picturesOf>>,
  agent: string,
): ServerItem {
  return pictures.reduce(
    (next, { kind, url, bytes }) => offerPicture(state, next, kind, { url, bytes, agent }),
    item,
  );
}
