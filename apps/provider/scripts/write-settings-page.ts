import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

import { settingsPage } from "../src/settings/settings-page.ts";

const path = fileURLToPath(new URL("../../../docs/settings.md", import.meta.url));
mkdirSync(dirname(path), { recursive: true });
writeFileSync(path, settingsPage());
