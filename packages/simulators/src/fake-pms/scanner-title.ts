/** What the movie scanner makes of a file name. */
export interface ScannerTitle {
  readonly title: string;
  /** null when it found none. */
  readonly year: number | null;
}

const VIDEO_FILE = /\.(?:m4v|mp4|mov|wmv|avi|mpe?g|rmvb|rm|flv|asf|mkv|webm|f4v|ts|m2ts|ogv)$/i;
const YEAR_IN_BRACKETS = /[([]((?:19|20)[0-9]{2})[)\]]/;
const BRACKETED = /\([^()]*\)|\[[^[\]]*\]|\{[^{}]*\}/g;
/** From the first quality word on, a name describes the copy and not the film. */
const QUALITY_WORDS =
  /(?<=[\s._-])(?:480p|576p|720p|1080p|2160p|4k|x26[45]|h\.?26[45]|hevc|web-?dl|webrip|blu-?ray|dvdrip|hdtv)(?=$|[\s._-]).*$/i;

/** Files that the scanner takes in: videos whose name does not begin with a dot. */
export function isScannedFile(relativePath: string): boolean {
  const parts = relativePath.split("/");
  return VIDEO_FILE.test(relativePath) && !parts.some((part) => part.startsWith("."));
}

/**
 * Title and year as they arrive in a match request: bracketed parts vanish, dates become plain words, the year is often
 * missing (docs/reference/plex-contract.md, fact 10; 13, quirk 19).
 *
 * @example scannerTitle("flat/2023-01-10 - Lecture 0 [1080p].mp4") // { title: "2023 01 10 Lecture 0", year: null }
 */
export function scannerTitle(relativePath: string): ScannerTitle {
  const baseName = relativePath.split("/").at(-1) ?? relativePath;
  const stem = baseName.replace(/\.[^.]*$/, "");
  const year = YEAR_IN_BRACKETS.exec(stem)?.[1];
  const words = stem
    .replace(BRACKETED, " ")
    .replace(QUALITY_WORDS, "")
    .replace(/[._-]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  return { title: words === "" ? stem : words, year: year === undefined ? null : Number(year) };
}
