import { baseConfig } from "../../jest.config.base.mjs";

/** Tests against a real Stash, named by STASH_URL and STASH_API_KEY: `pnpm test:live`. */
export default {
  ...baseConfig,
  testMatch: ["<rootDir>/**/*.live.test.ts"],
  testPathIgnorePatterns: ["/node_modules/"],
  testTimeout: 300_000,
};
