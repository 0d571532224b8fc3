import { readFileSync } from "node:fs";
import { expect, it } from "@jest/globals";

import { pluginSettings } from "../src/manifest/settings.js";

const page = readFileSync(new URL("../../../docs/plugin.md", import.meta.url), "utf8");

it("the guide lists every setting with its default, and no other", () => {
  const rows = [...page.matchAll(/^\| `([a-z_]+)`\s*\|\s*(.*?)\s*\|/gm)].map(([, key, value]) => [
    key,
    value,
  ]);
  const shown = (value: string | number | boolean): string =>
    typeof value === "boolean" ? (value ? "on" : "off") : String(value);
  expect(rows).toEqual(pluginSettings.map(({ key, fallback }) => [key, shown(fallback)]));
});
