import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

import { pageStyle } from "./page-style.ts";

/** A file that pages load. Its address changes with what it holds, so that browsers may keep it. */
export interface PageAsset {
  readonly path: string;
  readonly text: string;
  /** `path` with the version. */
  readonly address: string;
}

/** Beside the bundle when this is bundled, else our own source. */
const scriptUrl = import.meta.url.endsWith(".ts")
  ? new URL("./browser/page.js", import.meta.url)
  : new URL("./page.js", import.meta.url);

function assetOf(path: string, text: string): PageAsset {
  const version = createHash("sha256").update(text).digest("hex").slice(0, 12);
  return { path, text, address: `${path}?v=${version}` };
}

let assets: Readonly<Record<"style" | "script" | "icon", PageAsset>> | null = null;

const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<rect width="32" height="32" rx="8" fill="#1d2430"/>
<path d="M7 9.5h9M7 16h6M7 22.5h9" stroke="#8fa1bd" stroke-width="3" stroke-linecap="round"/>
<path d="M17 9l8.5 7-8.5 7z" fill="#f0b94d"/>
</svg>`;

/** Read when the first page is made: commands of the terminal need none of it. */
export function pageAssets(): Readonly<Record<"style" | "script" | "icon", PageAsset>> {
  assets ??= {
    style: assetOf("/ui/style.css", pageStyle),
    script: assetOf("/ui/page.js", readFileSync(scriptUrl, "utf8")),
    icon: assetOf("/ui/icon.svg", icon),
  };
  return assets;
}
