import { baseConfig } from "./jest.config.base.mjs";

/** Tests of the root scripts only; every package has its own configuration. */
export default {
  ...baseConfig,
  roots: ["<rootDir>/scripts"],
  testMatch: ["<rootDir>/scripts/**/*.test.mjs"],
  transform: {},
  moduleNameMapper: {},
};
