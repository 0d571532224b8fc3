export { type FakeStash, type FakeStashOptions, startFakeStash } from "./fake-stash.ts";
export type { Fault, Faults } from "./faults.ts";
export type { LogLevel, LogLine, LogLines } from "./log-lines.ts";
export type { PluginPackages, StashPackage } from "./plugin-packages.ts";
export type { RequestStats } from "./request-stats.ts";
export type { ServerState } from "./resolvers.ts";
