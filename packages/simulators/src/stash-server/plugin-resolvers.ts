import type { PackageSource, PackageSpec, PluginPackages } from "./plugin-packages.ts";
import { type StashBoxInput, validateStashBox } from "./stash-box.ts";

/** Settings of plugins by plugin id. */
export type PluginSettings = Map<string, unknown>;

interface PackagesArguments {
  readonly packages: readonly PackageSpec[];
}

/** What plugins and package managers need of the interface. */
export function pluginRoot(settings: PluginSettings, packages: PluginPackages): object {
  return {
    // Overwrites the whole map; nothing is checked against the manifest (docs/reference/stash.md, 4.9).
    configurePlugin: ({ plugin_id: id, input }: { plugin_id: string; input: unknown }) => {
      settings.set(id, input);
      return input;
    },
    configureGeneral: ({
      input,
    }: {
      input: { pluginPackageSources?: readonly PackageSource[] | null };
    }) => {
      packages.sources = input.pluginPackageSources ?? packages.sources;
      return { apiKey: "", stashes: [], pluginPackageSources: packages.sources };
    },
    validateStashBoxCredentials: ({ input }: { input: StashBoxInput }) => validateStashBox(input),
    installedPackages: () => packages.installed(),
    availablePackages: ({ source }: { source: string }) => packages.available(source),
    installPackages: (args: PackagesArguments) => packages.install(args.packages),
    updatePackages: (args: { packages?: readonly PackageSpec[] | null }) =>
      packages.update(args.packages ?? null),
    uninstallPackages: (args: PackagesArguments) => packages.uninstall(args.packages),
    plugins: () => {
      const installed = packages
        .installed()
        .map(({ package_id: id, name, version }) => ({ id, name, version, enabled: true }));
      const byHand = packages.byHand.map((one) => ({ ...one, name: one.id, enabled: true }));
      const list = [...installed, ...byHand];
      // No plugin at all is null, as recorded.
      return list.length === 0 ? null : list;
    },
  };
}
