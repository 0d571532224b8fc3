import { defineConfig } from "tsup";

export default defineConfig({
  entry: { hook: "src/cli/hook.ts", main: "src/cli/main.ts", engine: "src/cli/engine.ts" },
  // CommonJS starts faster, and every start of the plugin is a new process.
  format: "cjs",
  outExtension: () => ({ js: ".cjs" }),
  target: "node22",
  platform: "node",
  outDir: "dist",
  clean: true,
  dts: false,
  splitting: false,
  minify: true,
  treeshake: true,
  removeNodeProtocol: false,
  noExternal: [/.*/],
});
