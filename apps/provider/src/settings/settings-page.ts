import { environmentName, settingGroups } from "./setting.ts";
import { declarationOf, settingKeys, type SettingKey } from "./settings.ts";

const introduction = `# Settings

<!-- Written by \`pnpm --filter @stash2plex/provider run docs\` from apps/provider/src/settings: change it there. -->

Only \`STASH_URL\` has to be set, and \`STASH_API_KEY\` where Stash asks for a password.

Every setting can come from three places. The first that has it wins:

1. the environment: \`STASH_URL=http://stash:9999\`. An empty value counts as not set.
2. a file that the environment names: \`STASH_API_KEY_FILE=/run/secrets/stash_api_key\`, for Docker secrets.
   Line breaks at its end do not count. A setting and its \`_FILE\` together are a fault.
3. \`stash2plex.yaml\` in the data folder, with the name in the second column. Lists and path rules are easiest there:

   \`\`\`yaml
   stashUrl: http://stash:9999
   excludeTags: [Draft, "Not, for Plex"]
   collectionPrefixes:
     studio: "Studio: "
   pathRules:
     - name: nas
       plex: /data/media
       stash: /mnt/media
       test: { plex: /data/media/Alps/Dawn.mp4, stash: /mnt/media/Alps/Dawn.mp4 }
   \`\`\`

   Settings marked *live* are taken over within a few seconds when the file changes; others need a restart.

In the environment a list is \`one, two\`, or JSON where a name holds a comma: \`["one, two", "three"]\`. Maps and path rules are JSON.

All faults are reported at once: by \`stash2plex doctor\`, by \`stash2plex serve --check\` (exit code 78), and on the page \`/ui\`.
`;

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

function defaultOf(key: SettingKey): string {
  const { default: value, defaultText } = declarationOf(key);
  if (defaultText !== undefined) return defaultText;
  if (value === null) return "none";
  if (typeof value === "boolean") return value ? "`on`" : "`off`";
  if (Array.isArray(value)) return value.length === 0 ? "none" : `\`${value.join(", ")}\``;
  return `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;
}

function row(key: SettingKey): string {
  const { form, about, secret, reloads, environmentOnly } = declarationOf(key);
  const marks = [secret === true ? "*secret*" : "", reloads === true ? "*live*" : ""].filter(
    Boolean,
  );
  const yamlName = environmentOnly === true ? "environment only" : `\`${key}\``;
  const columns = [
    `\`${environmentName(key)}\``,
    yamlName,
    form,
    defaultOf(key),
    [about, ...marks].join(" "),
  ];
  return `| ${columns.map(cell).join(" | ")} |`;
}

/** docs/settings.md, whole. */
export function settingsPage(): string {
  const sections = Object.entries(settingGroups).map(([group, heading]) => {
    const rows = settingKeys.filter((key) => declarationOf(key).group === group).map(row);
    const head =
      "| environment | YAML | values | default | what it does |\n| --- | --- | --- | --- | --- |";
    return `## ${heading}\n\n${head}\n${rows.join("\n")}\n`;
  });
  return [introduction, ...sections].join("\n");
}
