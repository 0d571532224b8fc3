import { environmentName, type SettingGroup, settingGroups } from "./setting.ts";
import { declarationOf, settingKeys, type SettingKey } from "./settings.ts";

const introduction = `# Settings

<!-- Written by \`pnpm --filter @stash2plex/provider run docs\` from apps/provider/src/settings: change it there. -->

Only \`STASH_URL\` has to be set, and \`STASH_API_KEY\` where Stash asks for a password.

Every setting can come from three places, and some from a fourth. The first that has it wins:

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

4. the settings of the plugin in Stash: under *Bringing edits to Plex*, and \`pathRules\`, \`genreMax\`, \`requireOrganized\` and
   \`requireStashId\`. They bear the names that the plugin shows (\`plex_url\`, \`sync_studio\`, \`max_tags\` ...) or those below in lower
   case. A value there that is empty or wrong counts as not set, with a warning in the log: it never stops the program.

In the environment a list is \`one, two\`, or JSON where a name holds a comma: \`["one, two", "three"]\`. Maps and path rules are JSON.

All faults are reported at once: by \`stash2plex doctor\`, by \`stash2plex serve --check\` (exit code 78), and on the page \`/ui\`.
`;

/** What has to be known before the table of a group. */
const groupIntroductions: Partial<Readonly<Record<SettingGroup, string>>> = {
  security: `**Without \`API_TOKEN\`, \`/api\` and the actions of \`/ui\` are open to everybody on the network.** They see the file names that Plex asks for, the folders of Stash and the state of the copy, and they can start jobs and accept another library. They cannot change Stash or a file, and no key is shown. That is fine at home. Set \`API_TOKEN\` when others share the network, when the port can be reached from outside, or behind a reverse proxy. Plex does not need it: its routes have \`PROVIDER_SECRET\`. \`/healthz\`, \`/readyz\` and \`/metrics\` are always open; they name no file.`,
};

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
  const groups = Object.keys(settingGroups) as SettingGroup[];
  const sections = groups.map((group) => {
    const rows = settingKeys.filter((key) => declarationOf(key).group === group).map(row);
    const head =
      "| environment | YAML | values | default | what it does |\n| --- | --- | --- | --- | --- |";
    const about = groupIntroductions[group];
    const intro = about === undefined ? "" : `${about}\n\n`;
    return `## ${settingGroups[group]}\n\n${intro}${head}\n${rows.join("\n")}\n`;
  });
  return [introduction, ...sections].join("\n");
}
