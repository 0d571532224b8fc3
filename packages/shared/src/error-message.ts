/**
 * The message of whatever was thrown, which may be no error at all.
 *
 * @example errorMessage(new Error("Plex is away.")) // "Plex is away."
 */
export function errorMessage(error: unknown): string {
  if (typeof error !== "object" || error === null || !("message" in error)) return String(error);
  return typeof error.message === "string" ? error.message : "unknown error";
}
