import type { PictureRef } from "@stash2plex/shared/item";

import { PIPELINE_VERSION, type PosterMode } from "./picture-plan.ts";

const isPoster = ({ kind }: PictureRef): boolean =>
  kind === "scene-poster" || kind === "group-poster";

/**
 * The picture as it stands in an address: its version tells not only the source but also what is made of it. Clients
 * keep a picture for ever under its address, so another POSTER_MODE needs another address.
 */
export function addressedPicture(ref: PictureRef, mode: PosterMode): PictureRef {
  const made = isPoster(ref) ? `${mode}-${PIPELINE_VERSION}` : `${PIPELINE_VERSION}`;
  return { ...ref, version: `${ref.version}-${made}` };
}

/** The version of the source alone; addresses without the rest name the same picture. */
export function sourceVersionOf({ version }: PictureRef): string {
  return version.split("-", 1)[0] ?? version;
}

/** A source without a version of its own may change under its address at any time. */
export const isVersioned = (ref: PictureRef): boolean => sourceVersionOf(ref) !== "0";
