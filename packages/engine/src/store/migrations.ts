import { gapsSchema } from "./gaps-schema.ts";
import { mirrorSchema } from "./mirror-schema.ts";
import { plexSchema } from "./plex-schema.ts";
import { syncSchema } from "./sync-schema.ts";

/** Each entry brings the file from the version of its index to the next one. Never edit one that was released. */
export const migrations: readonly string[] = [mirrorSchema, plexSchema, syncSchema, gapsSchema];
