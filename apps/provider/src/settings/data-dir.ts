import { join } from "node:path";

export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly homeFolder: string;
}

/** Whether this is the container image, which sets the variable for itself. */
export function isImage(env: Machine["env"]): boolean {
  return env.STASH2PLEX_IMAGE === "1";
}

/** Where data lie when nobody says: the volume of the image, else the platform's folder for a user's programs. */
export function defaultDataDir({ env, platform, homeFolder }: Machine): string {
  if (isImage(env)) return "/config";
  if (platform === "win32") {
    return join(env.LOCALAPPDATA ?? join(homeFolder, "AppData", "Local"), "stash2plex");
  }
  if (platform === "darwin") {
    return join(homeFolder, "Library", "Application Support", "stash2plex");
  }
  const given = env.XDG_DATA_HOME;
  const base = given === undefined || given === "" ? join(homeFolder, ".local", "share") : given;
  return join(base, "stash2plex");
}
