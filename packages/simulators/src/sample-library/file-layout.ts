import { type Generation } from "./generation.ts";
import { isOneOf, mix, pick } from "./mix.ts";
import { dayText, type Work } from "./works.ts";

const SALT = { layout: 21, mount: 22, stray: 23, quality: 24, form: 25, performer: 26 } as const;

export const HEIGHTS = [480, 720, 1080, 1080, 1080, 2160] as const;

/** Characters that people leave out of file names. */
const cleaned = (text: string): string => text.replace(/[:?"*<>|/\\]/g, "").trim();

interface Place {
  readonly studio: string;
  readonly title: string;
  readonly work: Work;
  readonly performer: string;
  readonly height: number;
}

type Layout = (place: Place) => string;

const studioAndYear: Layout = ({ studio, title, work }) =>
  `studios/${studio}/${work.year}/${title}.mp4`;
const flatAndDated: Layout = ({ studio, title, work }) =>
  `flat/${dayText(work)} - ${studio} - ${title}.mp4`;
const byPerformer: Layout = ({ studio, title, work, performer }) =>
  `performers/${performer}/${studio} - ${title} (${work.year}).mp4`;
const withQuality: Layout = ({ studio, title, height }) =>
  `${studio}/${title} [${height === 2160 ? "4K" : `${height}p`}].mkv`;
const dotted: Layout = ({ studio, title, work, height }) =>
  `releases/${[studio, title, String(work.year), `${height}p`, "x264"].join(".").replaceAll(" ", ".")}.mkv`;
const ownFolder: Layout = ({ studio, title }) => `collections/${studio}/${title}/video.mp4`;

/** Titles of lectures return in another year, so their paths must tell the year. */
const LECTURE_LAYOUTS = [studioAndYear, studioAndYear, flatAndDated, byPerformer] as const;
const LAYOUTS = [
  studioAndYear,
  flatAndDated,
  withQuality,
  ownFolder,
  byPerformer,
  studioAndYear,
  dotted,
] as const;

/** A studio keeps to one layout and one mount; a few scenes lie elsewhere. */
function chosen(generation: Generation, id: number, studioIndex: number, salt: number): number {
  const isStray = isOneOf(mix(generation.seed, id, SALT.stray + salt), 80);
  return mix(generation.seed, isStray ? id : -studioIndex - 1, salt);
}

/** Some disks hand out decomposed names, as macOS shares do. */
function asStored(generation: Generation, studioIndex: number, path: string): string {
  const isDecomposed = mix(generation.seed, studioIndex, SALT.form) % 5 === 0;
  return isDecomposed ? path.normalize("NFD") : path;
}

export function heightOf(generation: Generation, id: number): number {
  return pick(HEIGHTS, mix(generation.seed, id, SALT.quality));
}

/**
 * Where the n-th file of a scene lies: the first in its studio's layout, others as backups and smaller copies.
 *
 * @returns an absolute path below one of the mounts
 */
export function filePath(generation: Generation, id: number, work: Work, position: number): string {
  const { studioIndex } = work;
  const studio = pick(generation.studios, studioIndex);
  const layouts = studio.kind === "lecture" ? LECTURE_LAYOUTS : LAYOUTS;
  const layout = pick(layouts, chosen(generation, id, studioIndex, SALT.layout));
  const place: Place = {
    studio: cleaned(studio.name),
    title: cleaned(work.title),
    work,
    performer: cleaned(pick(generation.performerNames, mix(generation.seed, id, SALT.performer))),
    height: heightOf(generation, id),
  };
  const mountNumber = chosen(generation, id, studioIndex, SALT.mount);
  const mount = pick(generation.mounts, mountNumber + position);
  const folder = position === 0 ? mount : `${mount}/${position === 1 ? "backup" : "small copies"}`;
  return asStored(generation, studioIndex, `${folder}/${layout(place)}`);
}
