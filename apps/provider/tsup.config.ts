import { existsSync } from "node:fs";
import { defineConfig } from "tsup";

/** Programs of the provider: each `src/<name>.ts` that exists becomes `dist/<name>.js`. */
const programs = ["main", "mirror-worker"];

export default defineConfig({
  entry: Object.fromEntries(
    programs
      .map((name) => [name, `src/${name}.ts`] as const)
      .filter(([, file]) => existsSync(file)),
  ),
  format: "esm",
  target: "node22",
  platform: "node",
  outDir: "dist",
  // What browsers load is served as it is.
  publicDir: "src/ui/browser",
  clean: true,
  dts: false,
  splitting: true,
  // "node:sqlite" exists under this name only.
  removeNodeProtocol: false,
  // One folder runs by itself. sharp loads a native library and stays a package.
  noExternal: [/^(?!sharp(\/|$)|@img\/)/],
  // A third less to read and to keep in memory, in two threads; names stay, for stacks.
  esbuildOptions: (options) => {
    options.minifyWhitespace = true;
    options.legalComments = "external";
  },
  // CommonJS packages inside an ES module call `require`.
  banner: {
    js: 'import { createRequire as createRequireOfBundle } from "node:module"; const require = createRequireOfBundle(import.meta.url);',
  },
});
