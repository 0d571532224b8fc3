import { mkdirSync, writeFileSync } from "node:fs";

import { buildEmbedded } from "./embedded-script.ts";

const target = new URL("../dist/stash2plex.js", import.meta.url);
mkdirSync(new URL(".", target), { recursive: true });
writeFileSync(target, buildEmbedded());
