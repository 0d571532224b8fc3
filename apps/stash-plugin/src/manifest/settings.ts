interface SettingBase {
  /** As v1 of the plugin called it, where v1 had it: values that Stash holds stay in use. */
  readonly key: string;
  readonly label: string;
  readonly description: string;
}

interface TextSetting extends SettingBase {
  readonly type: "STRING";
  /** The words it may be; absent: any text. */
  readonly words?: readonly string[];
  readonly fallback: string;
}

interface NumberSetting extends SettingBase {
  readonly type: "NUMBER";
  readonly min: number;
  readonly max: number;
  readonly fallback: number;
}

interface SwitchSetting extends SettingBase {
  readonly type: "BOOLEAN";
  readonly fallback: boolean;
}

export type PluginSetting = TextSetting | NumberSetting | SwitchSetting;

const text = <K extends string>(key: K, label: string, description: string) =>
  ({ key, label, description, type: "STRING", fallback: "" }) as const;

/** Stash shows a switch that was never touched as off, so the description says what that means. */
const onUnlessOff = <K extends string>(key: K, what: string) =>
  ({
    key,
    label: `Sync ${what}`,
    description: `Bring the ${what} to Plex. Never touched means on; switch it on and off again to turn it off. Off leaves Plex as it is.`,
    type: "BOOLEAN",
    fallback: true,
  }) as const;

/** All settings of the plugin. Stash knows no defaults: they are here (docs/reference/stash.md, 4.9). */
export const pluginSettings = [
  text(
    "provider_url",
    "Provider address",
    "Where Stash reaches the Stash2Plex provider, such as http://stash2plex:9998",
  ),
  text("provider_token", "Provider token", "The provider's API_TOKEN, where it has one"),
  text(
    "plex_url",
    "Plex address",
    "Such as http://192.168.1.10:32400. The provider's own PLEX_URL wins",
  ),
  text("plex_token", "Plex token", "X-Plex-Token of the server's owner"),
  text(
    "plex_library",
    "Plex libraries",
    "Names, with commas. Empty: those whose agent is Stash2Plex",
  ),
  text(
    "plex_unmatched_path_map",
    "Path map",
    "Where Plex and Stash see files under other folders: /plex/folder=>/stash/folder; /p2=>/s2",
  ),
  {
    key: "enabled",
    label: "Enabled",
    description: "Never touched means on. Off: nothing is brought to Plex",
    type: "BOOLEAN",
    fallback: true,
  },
  onUnlessOff("sync_master", "anything"),
  onUnlessOff("sync_studio", "studio"),
  onUnlessOff("sync_summary", "summary"),
  onUnlessOff("sync_tagline", "tagline"),
  onUnlessOff("sync_date", "date"),
  onUnlessOff("sync_performers", "performers"),
  onUnlessOff("sync_tags", "tags"),
  onUnlessOff("sync_poster", "poster"),
  onUnlessOff("sync_background", "background"),
  onUnlessOff("sync_collection", "collections"),
  {
    key: "preserve_plex_edits",
    label: "Keep what Plex has",
    description: "Only fill what is empty in Plex",
    type: "BOOLEAN",
    fallback: false,
  },
  {
    key: "trigger_plex_scan",
    label: "Scan missing files",
    description: "Ask Plex to scan the folder of a scene that it does not have",
    type: "BOOLEAN",
    fallback: false,
  },
  {
    key: "max_tags",
    label: "Most tags",
    description: "Genres an item gets, 10 to 500 (100)",
    type: "NUMBER",
    min: 10,
    max: 500,
    fallback: 100,
  },
  {
    key: "max_retries",
    label: "Most tries",
    description: "Tries after passing faults before a scene becomes a dead letter, 1 to 20 (5)",
    type: "NUMBER",
    min: 1,
    max: 20,
    fallback: 5,
  },
  {
    key: "dlq_retention_days",
    label: "Days to keep dead letters",
    description: "1 to 365 (30)",
    type: "NUMBER",
    min: 1,
    max: 365,
    fallback: 30,
  },
  {
    key: "reconcile_interval",
    label: "Reconcile by itself",
    description: "never, hourly, daily or weekly (never)",
    type: "STRING",
    words: ["never", "hourly", "daily", "weekly"],
    fallback: "never",
  },
  {
    key: "reconcile_scope",
    label: "Scope of that",
    description: "all, 24h or 7days (24h)",
    type: "STRING",
    words: ["all", "24h", "7days"],
    fallback: "24h",
  },
  {
    key: "debug_logging",
    label: "Detailed log",
    description: "Log every step",
    type: "BOOLEAN",
    fallback: false,
  },
  {
    key: "obfuscate_paths",
    label: "Hide paths in the log",
    description: "Folders and file names are replaced by short codes",
    type: "BOOLEAN",
    fallback: false,
  },
] as const satisfies readonly PluginSetting[];

export type SettingKey = (typeof pluginSettings)[number]["key"];
