import { strFromU8, unzipSync } from "fflate";
import { parse } from "yaml";

import { type Manifest, manifestSchema } from "./known-keys.ts";
import type { PackageId } from "./manifests.ts";

/** Every `.yml` below the plugin's folder is taken for a manifest, and `.yaml` misleads people (stash.md, 4.1). */
const isManifest = (name: string): boolean => /\.ya?ml$/i.test(name);

const localFiles = ({ exec, ui }: Manifest): readonly string[] => [
  ...exec.flatMap((word) => /^(?:\{pluginDir\}\/)?([\w.-]+\.(?:js|sh))$/.exec(word)?.[1] ?? []),
  ...(ui?.javascript ?? []),
];

/** Proves that Stash can load a package, or throws with the reason. */
export function checkPackage(id: PackageId, zip: Uint8Array): void {
  const files = unzipSync(zip);
  const manifests = Object.keys(files).filter(isManifest);
  if (manifests.length !== 1 || manifests[0] !== `${id}.yml`)
    throw new Error(`${id}.zip must hold exactly one manifest, ${id}.yml: ${String(manifests)}`);
  const bytes = files[`${id}.yml`] ?? new Uint8Array();
  const manifest = manifestSchema.parse(parse(strFromU8(bytes), { version: "1.1" }));
  const absent = localFiles(manifest).filter((name) => files[name] === undefined);
  if (absent.length > 0) throw new Error(`${id}.zip lacks ${absent.join(", ")}.`);
  const launcher = files["launch.sh"];
  if (launcher !== undefined && strFromU8(launcher).includes("\r"))
    throw new Error("launch.sh must have LF line ends: a shell cannot read others.");
  const command = files["sh.cmd"];
  if (command !== undefined && /[^\r]\n/.test(strFromU8(command)))
    throw new Error("sh.cmd must have CRLF line ends.");
}
