import { hash } from "node:crypto";

import { plexToStash, type PathRule } from "@stash2plex/shared/paths";

/** Where the path rules of now see a Plex file in Stash. */
export interface PartMapper {
  /** Changes with the rules. */
  version(): string;
  /** Null: no rule fits. */
  stashPath(file: string): string | null;
}

export const createPartMapper = (rules: () => readonly PathRule[]): PartMapper => {
  let known: readonly PathRule[] | null = null;
  let version = "";
  return {
    version: () => {
      const now = rules();
      if (now !== known) {
        known = now;
        version = hash("sha1", JSON.stringify(now.map(({ source }) => source)), "base64url");
      }
      return version;
    },
    stashPath: (file) => plexToStash(rules(), file)?.path ?? null,
  };
};
