import type { UncertainReadings } from "./fake-pms-options.ts";
import type { PmsItem } from "./pms-item.ts";

/** What a user typed into Fix Match. */
export interface TypedSearch {
  readonly title: string;
  readonly year?: number;
}

const MOVIE = 1;

/** The file name as PMS tells it, in the reading that is switched on. */
export function filenameOf(item: PmsItem, readings: UncertainReadings): string {
  const { filenameForm: form, filenameSeparator: separator } = readings;
  const baseFolder = item.folder.split(/[\\/]/).filter(Boolean).at(-1) ?? "";
  const withBase = form === "base-folder" || form === "leading-slash-base-folder";
  const withSlash = form === "leading-slash" || form === "leading-slash-base-folder";
  const path = withBase ? `${baseFolder}/${item.file}` : item.file;
  return (withSlash ? `/${path}` : path).replaceAll("/", separator);
}

function yearField(
  year: number | null | undefined,
  readings: UncertainReadings,
): { year?: number } {
  if (year !== null && year !== undefined) return { year };
  return readings.missingYear === "minus-one" ? { year: -1 } : {};
}

/**
 * Body of a match request (docs/reference/plex-contract.md, 4.1 and 4.2). No verbatim capture of one exists.
 *
 * @param manual false in a scan; true, or the typed text, in Fix Match
 */
export function matchBody(
  item: PmsItem,
  readings: UncertainReadings,
  manual: boolean | TypedSearch,
): Readonly<Record<string, string | number>> {
  const typed = typeof manual === "object" ? manual : null;
  const sendsFilename = typed === null || readings.typedSearchSendsFilename;
  const adult = readings.includeAdult;
  const body: Record<string, string | number> = {
    type: MOVIE,
    title: typed?.title ?? item.scannedTitle,
    ...yearField(typed === null ? item.scannedYear : typed.year, readings),
    ...(sendsFilename && { filename: filenameOf(item, readings) }),
    manual: manual === false ? 0 : 1,
    ...(adult !== "absent" && { includeAdult: adult }),
  };
  if (!readings.numbersAsStrings) return body;
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, String(value)]));
}
