import type { SceneDetail } from "../stash/records.ts";
import type { DesiredImage, PictureRef } from "./desired-item.ts";
import type { ItemSettings } from "./item-settings.ts";

/** A picture version as it may stand in a path: letters, digits, `_` and `-`. "0" when nothing is left. */
export function pictureVersion(version: string): string {
  const safe = version.replace(/[^A-Za-z0-9_-]/g, "");
  return safe === "" ? "0" : safe;
}

/** The poster of a scene: its cover, or by setting the front of its group. */
export function posterOf(detail: SceneDetail, settings: ItemSettings): PictureRef {
  const { scene } = detail;
  const group = settings.groupPoster
    ? detail.groups.find((entry) => entry.group.frontImageVersion !== null)?.group
    : undefined;
  if (group !== undefined && group.frontImageVersion !== null) {
    return { kind: "group-poster", id: group.id, version: pictureVersion(group.frontImageVersion) };
  }
  return { kind: "scene-poster", id: scene.id, version: pictureVersion(scene.coverVersion) };
}

function logoOf(detail: SceneDetail, settings: ItemSettings): PictureRef | null {
  if (!settings.studioLogo) return null;
  // A sub-studio without a picture of its own goes under its parent's.
  const studio = detail.studios.find((entry) => entry.imageVersion !== null);
  if (studio === undefined || studio.imageVersion === null) return null;
  return { kind: "studio-logo", id: studio.id, version: pictureVersion(studio.imageVersion) };
}

/**
 * Pictures of a scene: poster, background and snapshot from its cover; group poster and studio logo by setting. Whether
 * a scene has a cover cannot be told from its URL (docs/reference/stash.md, fact 18): the image route says so with a 404.
 */
export function imagesOf(detail: SceneDetail, settings: ItemSettings): DesiredImage[] {
  const { id, coverVersion } = detail.scene;
  const version = pictureVersion(coverVersion);
  const logo = logoOf(detail, settings);
  return [
    { type: "coverPoster", picture: posterOf(detail, settings) },
    { type: "background", picture: { kind: "scene-background", id, version } },
    { type: "snapshot", picture: { kind: "scene-snapshot", id, version } },
    ...(logo === null ? [] : [{ type: "clearLogo" as const, picture: logo }]),
  ];
}
