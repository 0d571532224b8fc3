import type { InstalledPlugins } from "@stash2plex/shared/stash";

import { failure, type Finding, ok, warning } from "./finding.ts";

/** The recommended package, whose id v1 had too, and the one that runs Node. */
export const pluginIds = ["Stash2Plex", "Stash2PlexCli"] as const;
type PluginId = (typeof pluginIds)[number];

export interface PluginToCheck {
  readonly installed: InstalledPlugins;
  /** What Stash holds for each of the two. */
  readonly stored: Readonly<Record<PluginId, Readonly<Record<string, unknown>>>>;
  readonly ourVersion: string;
  /** Addresses of this provider without its secret. */
  readonly ownUrls: readonly string[];
}

const GUIDE = "See docs/plugin.md.";

/** Settings that only version 1 had. */
const onlyInV1 = ["strict_matching", "poll_interval", "skip_not_found"];

interface Found {
  readonly id: PluginId;
  readonly version: string | null;
  readonly enabled: boolean;
}

function found({ installed }: PluginToCheck): readonly Found[] {
  return pluginIds.flatMap((id) => {
    const loaded = installed.plugins.find((one) => one.id === id);
    const listed = installed.packages.find((one) => one.id === id);
    if (loaded === undefined && listed === undefined) return [];
    const version = loaded?.version ?? listed?.version ?? null;
    return [{ id, version, enabled: loaded?.enabled ?? true }];
  });
}

/** Known by its version; where it says none, by settings that only it had, beside no provider. */
function isV1({ id, version }: Found, { stored, ourVersion }: PluginToCheck): boolean {
  if (id !== "Stash2Plex" || version === ourVersion) return false;
  if (version !== null) return /^v?1\.[0-6]\b/.test(version);
  const settings = stored.Stash2Plex;
  return addressOf(settings) === "" && onlyInV1.some((name) => name in settings);
}

function judgeVersion(plugin: Found, check: PluginToCheck): readonly Finding[] {
  const { id, version } = plugin;
  const is = `${id}${version === null ? "" : ` ${version}`}`;
  if (isV1(plugin, check)) {
    return [
      failure(
        "plugin.v1",
        `Stash has version 1 of the plugin (${is}), which does not speak with this provider.`,
        "Remove it in Stash (Settings, Plugins), then install the new one: its settings stay. See docs/migrate-from-v1.md.",
      ),
    ];
  }
  if (!plugin.enabled) {
    return [
      failure(
        "plugin.enabled",
        `The plugin ${is} is switched off in Stash.`,
        "Switch it on in Stash (Settings, Plugins).",
      ),
    ];
  }
  if (version !== null && version !== check.ourVersion) {
    return [
      warning(
        "plugin.version",
        `The plugin ${is} is of another version than this provider (${check.ourVersion}).`,
        "Update the older of both. In Stash: Settings, Plugins, Check for updates.",
      ),
    ];
  }
  return [ok("plugin", `The plugin ${is} is installed in Stash and switched on.`)];
}

const trimmed = (address: string): string => address.trim().replace(/\/+$/, "");

/** Up to v0.25 Stash gives names back in camel case (docs/reference/stash.md, 4.9). */
function addressOf(stored: Readonly<Record<string, unknown>>): string {
  const value = stored.provider_url ?? stored.providerUrl;
  return typeof value === "string" ? trimmed(value) : "";
}

const portOf = (address: string): string | null =>
  URL.canParse(address) ? new URL(address).port : null;

function judgeAddress({ id }: Found, { stored, ownUrls }: PluginToCheck): readonly Finding[] {
  const address = addressOf(stored[id]);
  if (address === "") {
    if (id === "Stash2PlexCli") return [];
    return [
      warning(
        "plugin.address",
        "The plugin does not know where this provider is: its tasks cannot be started from Stash.",
        'Fill in "Provider address" in Stash (Settings, Plugins), or run "stash2plex setup".',
      ),
    ];
  }
  if (ownUrls.some((own) => trimmed(own) === address)) return [];
  // Stash may reach us by another name; the port is mostly the same.
  if (ownUrls.some((own) => portOf(own) === portOf(address))) return [];
  return [
    warning(
      "plugin.address",
      `The plugin looks for the provider at ${URL.canParse(address) ? new URL(address).origin : "an address that cannot be read"}, which is none of this machine's (${ownUrls.join(", ")}).`,
      'Correct "Provider address" in Stash (Settings, Plugins); with a published port of a container it may be right.',
    ),
  ];
}

/** Which package of the plugin Stash has, whether it is ours and of today, and whether it finds this provider. */
export function judgePlugin(check: PluginToCheck): readonly Finding[] {
  const all = found(check);
  if (all.length === 0) {
    return [
      warning(
        "plugin",
        "Stash has no plugin of ours: edits in Stash are noticed by asking every few seconds, and tasks are not offered there.",
        `Run "stash2plex setup", or install it by hand. ${GUIDE}`,
      ),
    ];
  }
  if (all.length > 1) {
    return [
      failure(
        "plugin.both",
        "Both packages of the plugin are installed in Stash: every event is told twice.",
        `Remove one of them; Stash2Plex is the recommended one. ${GUIDE}`,
      ),
    ];
  }
  return all.flatMap((plugin) => {
    const version = judgeVersion(plugin, check);
    return version.some(({ severity }) => severity === "error")
      ? version
      : [...version, ...judgeAddress(plugin, check)];
  });
}
