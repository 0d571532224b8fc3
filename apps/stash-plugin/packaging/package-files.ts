import { readFileSync } from "node:fs";
import { stringify } from "yaml";

import { manifestSchema } from "./known-keys.ts";
import { manifestOf, type PackageId } from "./manifests.ts";

const from = (path: string): Uint8Array => readFileSync(new URL(`../${path}`, import.meta.url));

/** A manifest as YAML 1.1, which is what Stash reads: there a plain `off` would be a switch. */
const manifestText = (id: PackageId, version: string): Uint8Array =>
  new TextEncoder().encode(
    stringify(manifestSchema.parse(manifestOf(id, version)), { version: "1.1", lineWidth: 0 }),
  );

/** Files of each package beside its manifest, by their names in it. */
const programs: Readonly<Record<PackageId, Readonly<Record<string, string>>>> = {
  Stash2Plex: { "stash2plex.js": "dist/stash2plex.js" },
  Stash2PlexCli: {
    "engine.cjs": "dist/engine.cjs",
    "hook.cjs": "dist/hook.cjs",
    "launch.sh": "packaging/launch.sh",
    "main.cjs": "dist/main.cjs",
    "sh.cmd": "packaging/sh.cmd",
  },
};

/** What goes into a package. Needs a build before. */
export function packageFiles(id: PackageId, version: string): ReadonlyMap<string, Uint8Array> {
  return new Map([
    [`${id}.yml`, manifestText(id, version)],
    ...Object.entries(programs[id]).map(([name, path]) => [name, from(path)] as const),
    ["stash2plex-page.js", from("ui/stash2plex-page.js")],
  ]);
}
