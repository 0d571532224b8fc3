import type { Library } from "@stash2plex/simulators/library";
import type { ServerItem } from "@stash2plex/simulators/pms-server";

/** What a person sees of an item, lists in alphabetical order. */
export interface ShownItem {
  readonly scene: string;
  readonly title: string | undefined;
  readonly summary: string | undefined;
  readonly date: string | undefined;
  readonly studio: string | undefined;
  readonly genres: readonly string[];
  readonly collections: readonly string[];
  readonly cast: readonly string[];
  readonly directors: readonly string[];
}

const sorted = (names: readonly string[] = []): readonly string[] => [...new Set(names)].sort();

const stemOf = (path: string): string => (path.split("/").at(-1) ?? "").replace(/\.[^.]+$/, "");

const textOrNone = (text: string): string | undefined => (text === "" ? undefined : text);

/** A year or a month begins on its first day. */
const dayOf = (date: string | null): string | undefined =>
  date === null ? undefined : `${date}-01-01`.slice(0, date.length < 10 ? 10 : date.length);

export const shownOf = (item: ServerItem): ShownItem => ({
  scene: item.guid.split("/").at(-1) ?? "",
  title: item.fields.title,
  summary: item.fields.summary,
  date: item.fields.originallyAvailableAt,
  studio: item.fields.studio,
  genres: sorted(item.tags.genre),
  collections: sorted(item.tags.collection),
  cast: sorted(item.roles.map(({ name }) => name)),
  directors: sorted(item.tags.director),
});

/** What Plex should show of a scene with the settings as they come, worked out from Stash's side alone. */
export function wantedOf(library: Library, sceneId: number): ShownItem {
  const scene = library.scene(sceneId);
  if (scene === null) throw new Error(`The library has no scene ${sceneId}.`);
  const studio = scene.studioId === null ? undefined : library.studios.get(scene.studioId)?.name;
  const groups = scene.groups.flatMap(({ groupId }) => library.groups.get(groupId)?.name ?? []);
  const cast = scene.performerIds.flatMap((id) => {
    const performer = library.performers.get(id);
    if (performer === undefined) return [];
    const { name, disambiguation } = performer;
    return disambiguation === "" ? name : `${name} (${disambiguation})`;
  });
  return {
    scene: `scene-${sceneId}`,
    title: textOrNone(scene.title) ?? stemOf(scene.files[0]?.path ?? ""),
    summary: textOrNone(scene.details),
    date: dayOf(scene.date),
    studio,
    genres: sorted(scene.tagIds.flatMap((id) => library.tags.get(id)?.name ?? [])),
    collections: sorted([...(studio === undefined ? [] : [studio]), ...groups]),
    cast: sorted(cast),
    directors: sorted(scene.director === "" ? [] : scene.director.split(",").map((n) => n.trim())),
  };
}
