import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { describe, expect, it } from "@jest/globals";

import { environmentName } from "./setting.ts";
import { settingsPage } from "./settings-page.ts";
import { settingKeys } from "./settings.ts";

describe("docs/settings.md", () => {
  it("is what the settings say (else: pnpm --filter @stash2plex/provider run docs)", () => {
    const path = fileURLToPath(new URL("../../../../docs/settings.md", import.meta.url));
    expect(readFileSync(path, "utf8")).toBe(settingsPage());
  });

  it("names every setting once", () => {
    const page = settingsPage();
    for (const key of settingKeys) {
      expect(page.split(`| \`${environmentName(key)}\` |`)).toHaveLength(2);
    }
  });
});
