import { existsSync } from "node:fs";

/** Whether we run in a container, where our own addresses mean little to others. */
export function isInContainer(env: Readonly<Record<string, string | undefined>>): boolean {
  return (
    env.STASH2PLEX_IMAGE === "1" || existsSync("/.dockerenv") || existsSync("/run/.containerenv")
  );
}
