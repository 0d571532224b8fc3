import { type HttpBase, readBaseUrl } from "../../http/base-url.ts";
import { PmsError } from "./pms-error.ts";

/** Whom a sentence is about. */
export interface PmsContact {
  /** PLEX_URL as it may be shown. */
  readonly shown: string;
  readonly tokenSent: boolean;
}

export const named = ({ shown }: PmsContact): string => `Plex Media Server at PLEX_URL (${shown})`;

/**
 * Reads PLEX_URL. Accepts a trailing slash, a sub-path, and an address that was copied from Plex Web.
 *
 * @throws PmsError `unreachable` when the text is not an http(s) address.
 */
export function parsePlexUrl(text: string): HttpBase {
  const base = readBaseUrl(text, /\/web(?:\/index\.html)?$/);
  if (typeof base !== "string") return base;
  throw new PmsError(
    "unreachable",
    `PLEX_URL ${base}. Give the address of Plex Media Server as seen from here, such as http://plex:32400.`,
  );
}
