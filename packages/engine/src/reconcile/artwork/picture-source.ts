import type { PictureRef } from "@stash2plex/shared/item";

/**
 * What an upload is recorded under: the source picture, what is made of it, and by which version of the pipeline.
 * The same again needs no upload, nor a question.
 */
export const pictureSource = ({ kind, id, version }: PictureRef, pipeline: string): string =>
  `${version}/${kind}-${id}/${pipeline}`;
