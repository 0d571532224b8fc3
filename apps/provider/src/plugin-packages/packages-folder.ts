import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Beside the program, as in the image; else where this checkout's own builds leave them. */
const places: readonly string[] = import.meta.url.endsWith(".ts")
  ? ["../../../stash-plugin/dist/packages/"]
  : ["./plugin/", "../../stash-plugin/dist/packages/"];

/** Where the built packages of the plugin lie; where there are none yet, the first place they may come to. */
export function pluginPackagesFolder(): string {
  const [first = "", ...others] = places.map((place) =>
    fileURLToPath(new URL(place, import.meta.url)),
  );
  const built = [first, ...others].find((folder) => existsSync(join(folder, "index.yml")));
  return built ?? first;
}
