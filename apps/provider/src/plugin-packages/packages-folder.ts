import { fileURLToPath } from "node:url";

/**
 * Where the built packages of the plugin lie: beside the program when it is bundled, else where "pnpm package:plugin"
 * of this checkout leaves them.
 */
export const pluginPackagesFolder = fileURLToPath(
  import.meta.url.endsWith(".ts")
    ? new URL("../../../stash-plugin/dist/packages/", import.meta.url)
    : new URL("./plugin/", import.meta.url),
);
