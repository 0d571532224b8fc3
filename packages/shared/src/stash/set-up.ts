import type { CallOptions, StashJob } from "./api.ts";
import { createStashConnection, type StashConnectionOptions } from "./connection.ts";
import { createServerQuestions } from "./server-questions.ts";
import { createStashSession } from "./stash-session.ts";

/** Where Stash takes packages of plugins from. */
export interface PluginPackageSource {
  readonly name: string | null;
  /** Of an `index.yml`. */
  readonly url: string;
  /** Folder of its packages below Stash's folder of plugins; null or "": that folder itself. */
  readonly localPath: string | null;
}

export interface PluginPackage {
  readonly id: string;
  readonly version: string | null;
  /** What Stash judges newer by (docs/reference/stash.md, 4.12). RFC 3339, null where the package has none. */
  readonly date: string | null;
  readonly sourceUrl: string;
}

/** A plugin that Stash has loaded, however it came there. */
export interface LoadedPlugin {
  readonly id: string;
  readonly version: string | null;
  readonly enabled: boolean;
}

export interface InstalledPlugins {
  /** Those that Stash's package manager put there. */
  readonly packages: readonly PluginPackage[];
  readonly plugins: readonly LoadedPlugin[];
}

/**
 * What set-up changes in Stash, when somebody asks for it; nothing else of this program writes to Stash. All calls
 * reject with a `StashError`, as those of `StashApi` do.
 */
export interface StashSetUp {
  packageSources(options?: CallOptions): Promise<readonly PluginPackageSource[]>;
  /** Replaces the whole list. */
  usePackageSources(sources: readonly PluginPackageSource[], options?: CallOptions): Promise<void>;
  /** What a source offers, as Stash itself reads it; rejects when Stash cannot. */
  availablePlugins(sourceUrl: string, options?: CallOptions): Promise<readonly PluginPackage[]>;
  installedPlugins(options?: CallOptions): Promise<InstalledPlugins>;
  /** Both start a job of Stash and answer its id. Whether it did what it should, `installedPlugins` tells. */
  installPlugin(id: string, sourceUrl: string, options?: CallOptions): Promise<string>;
  updatePlugin(id: string, sourceUrl: string, options?: CallOptions): Promise<string>;
  jobs(options?: CallOptions): Promise<readonly StashJob[]>;
  /** All that Stash holds for the plugin; up to v0.25 with names in camel case (docs/reference/stash.md, 4.9). */
  pluginSettings(
    pluginId: string,
    options?: CallOptions,
  ): Promise<Readonly<Record<string, unknown>>>;
  /** Replaces all that Stash holds for the plugin. */
  configurePlugin(
    pluginId: string,
    settings: Readonly<Record<string, unknown>>,
    options?: CallOptions,
  ): Promise<void>;
  close(): Promise<void>;
}

/** Stash itself gives up a source that swallows packets after 30 s (docs/reference/stash.md, fact 36). */
const deadlineMs = 35_000;

/** @throws StashError when STASH_URL or STASH_API_KEY cannot be used at all. */
export function createStashSetUp(options: StashConnectionOptions): StashSetUp {
  const connection = createStashConnection({ deadlineMs, ...options });
  const session = createStashSession(connection);
  const { ask } = session;
  const { jobs, pluginSettings } = createServerQuestions(session);
  return {
    jobs,
    pluginSettings,
    packageSources: async ({ signal } = {}) => {
      const { configuration } = await ask((documents) => documents.packageSources, {}, signal);
      return configuration.general.pluginPackageSources;
    },
    usePackageSources: async (sources, { signal } = {}) => {
      const given = sources.map(({ name, url, localPath }) => ({
        name,
        url,
        local_path: localPath,
      }));
      await ask((documents) => documents.usePackageSources, { sources: given }, signal);
    },
    availablePlugins: async (source, { signal } = {}) => {
      const answer = await ask((documents) => documents.pluginPackages, { source }, signal);
      return answer.availablePackages;
    },
    installedPlugins: async ({ signal } = {}) => {
      const answer = await ask((documents) => documents.installedPlugins, {}, signal);
      return { packages: answer.installedPackages, plugins: answer.plugins ?? [] };
    },
    installPlugin: async (id, sourceURL, { signal } = {}) => {
      const variables = { package: { id, sourceURL } };
      return (await ask((documents) => documents.installPlugin, variables, signal)).installPackages;
    },
    updatePlugin: async (id, sourceURL, { signal } = {}) => {
      const variables = { package: { id, sourceURL } };
      return (await ask((documents) => documents.updatePlugin, variables, signal)).updatePackages;
    },
    configurePlugin: async (id, settings, { signal } = {}) => {
      await ask((documents) => documents.configurePlugin, { id, settings }, signal);
    },
    close: () => connection.close(),
  };
}
