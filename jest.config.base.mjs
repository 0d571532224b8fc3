import { fileURLToPath } from "node:url";

const swcJest = fileURLToPath(import.meta.resolve("@swc/jest"));

/** What every package's jest.config.mjs spreads. Tests are ES modules; there is no mock hoisting. */
export const baseConfig = {
  testEnvironment: "node",
  injectGlobals: false,
  testMatch: ["<rootDir>/src/**/*.test.ts", "<rootDir>/test/**/*.test.ts"],
  // Live tests need a real server: `pnpm test:live`.
  testPathIgnorePatterns: ["/node_modules/", "\\.live\\.test\\.ts$"],
  // Only against tests that hang: on a busy machine a whole provider takes its time.
  testTimeout: 60_000,
  maxWorkers: "50%",
  extensionsToTreatAsEsm: [".ts"],
  transform: {
    "\\.ts$": [
      swcJest,
      {
        jsc: {
          parser: { syntax: "typescript" },
          target: "es2023",
          experimental: { keepImportAttributes: true },
        },
        module: { type: "es6" },
      },
    ],
  },
  // Source imports say `.js` (NodeNext); the file is `.ts`.
  moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": "$1" },
  // Workspace packages export TypeScript source and must be transformed.
  transformIgnorePatterns: ["/node_modules/(?!@stash2plex/)"],
};
