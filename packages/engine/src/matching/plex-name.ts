import { foldText, hasParentSegment, stripRoot } from "@stash2plex/shared/paths";

/** Plex's file name, cut up for the ladder. */
export interface PlexName {
  /** As it came. */
  readonly raw: string;
  /** Segments without root, NFC, case kept; the last is the base name. */
  readonly segments: readonly string[];
  /** The same segments as they came: not normalised. */
  readonly spelled: readonly string[];
  /** The same, folded. */
  readonly folded: readonly string[];
  /** Folded folders, without the base name. */
  readonly folders: readonly string[];
  /** Base name, NFC, case kept. */
  readonly baseName: string;
}

/** Why a request has no usable name. */
export type NoName = "absent" | "climbs";

/**
 * Takes a name apart. Roots are stripped: what Plex sends is meant relative to a library folder whose own place nobody
 * tells (docs/reference/plex-contract.md, 4.2).
 */
export function parsePlexName(filename: string | undefined): PlexName | NoName {
  if (filename === undefined) return "absent";
  // Most names hold no two dots at all, and taking a path apart costs more than looking for them.
  if (filename.includes("..") && hasParentSegment(filename)) return "climbs";
  const segments = stripRoot(filename)
    .split("/")
    .filter((segment) => segment !== "");
  const baseName = segments.at(-1);
  if (baseName === undefined) return "absent";
  const folded = segments.map(foldText);
  const spelled = filename
    .split(/[\\/]/)
    .filter((segment) => segment !== "")
    .slice(-segments.length);
  return { raw: filename, segments, spelled, folded, folders: folded.slice(0, -1), baseName };
}

/** Words for a rung that needs a name and has none. */
export const whyNoName = (reason: NoName): string =>
  reason === "absent" ? "the request names no file" : "the name climbs with `..`";
