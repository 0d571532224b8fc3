import { isMatched, type PmsItem } from "@stash2plex/simulators/fake-pms";

export interface Invitation {
  /** Address of the provider on this machine, without a slash at its end. */
  readonly localUrl: string;
  /** What can be pasted into Plex. */
  readonly registrationUrls: readonly { readonly url: string; readonly warning: string | null }[];
  readonly items: readonly PmsItem[];
}

/** A word for a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function tryLines({ localUrl, items }: Invitation): string[] {
  const item = items.find(isMatched);
  if (item === undefined) return [];
  const { file, metadata } = item;
  const body = JSON.stringify({ type: 1, filename: file });
  const ratingKey = metadata?.ratingKey ?? "";
  const match = `curl -s ${quoted(`${localUrl}/library/metadata/matches`)} -H 'content-type: application/json' -d ${quoted(body)}`;
  return [
    "Ask as Plex does:",
    `  ${match}`,
    `  curl -s ${quoted(`${localUrl}/library/metadata/${ratingKey}`)}`,
    ...(metadata?.thumb === undefined ? [] : ["A poster:", `  ${metadata.thumb}`]),
  ];
}

/** What to open and try while the sample keeps serving. */
export function nextSteps(invitation: Invitation): string {
  const { localUrl, registrationUrls } = invitation;
  return [
    "This sample keeps running. Look at it:",
    `  ${localUrl}/ui`,
    ...tryLines(invitation),
    "Show it to a real Plex (Settings > Metadata Agents > Add Provider):",
    ...registrationUrls.map(
      ({ url, warning }) => `  ${url}${warning === null ? "" : `  (${warning})`}`,
    ),
    "With your own Stash:",
    "  STASH_URL=http://your-stash:9999 npx --yes pnpm@10.34.9 start",
    "Ctrl-C ends it.",
  ].join("\n");
}
