import { parseArgs } from "node:util";

import { OperatorError } from "../../serving/operator-error.ts";
import { readSecret, tokenOfPreferences } from "./secret-files.ts";
import type { Terminal } from "../terminal.ts";

const options = {
  "stash-url": { type: "string" },
  "stash-api-key": { type: "string" },
  "stash-api-key-file": { type: "string" },
  "plex-url": { type: "string" },
  "plex-token": { type: "string" },
  "plex-token-file": { type: "string" },
  "plex-preferences": { type: "string" },
  "no-plex": { type: "boolean" },
  section: { type: "string", multiple: true },
  "provider-url": { type: "string" },
  "provider-url-for-stash": { type: "string" },
  "plugin-source": { type: "string" },
  assign: { type: "boolean" },
  adopt: { type: "boolean" },
  "no-plugin": { type: "boolean" },
  "no-rules": { type: "boolean" },
  yes: { type: "boolean", short: "y" },
  "dry-run": { type: "boolean" },
  json: { type: "boolean" },
} as const;

/** What was typed behind the command; null: nothing was said about it. */
export interface SetupOptions {
  readonly stashUrl: string | null;
  readonly stashApiKey: string | null;
  readonly plexUrl: string | null;
  readonly plexToken: string | null;
  readonly noPlex: boolean;
  readonly sections: readonly string[];
  readonly providerUrl: string | null;
  readonly providerUrlForStash: string | null;
  readonly pluginSource: string | null;
  /** Null: asked for on a terminal, else no. */
  readonly assign: boolean | null;
  readonly adopt: boolean | null;
  /** Null: asked for on a terminal, else yes. */
  readonly plugin: boolean | null;
  readonly rules: boolean;
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** The one way of several that was used. */
function onlyOne(
  ways: Readonly<Record<string, string | undefined>>,
): readonly [string, string] | null {
  const used = Object.entries(ways).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  const [first, another] = used;
  if (another === undefined) return first ?? null;
  throw new OperatorError(
    `Give one of ${used.map(([name]) => `--${name}`).join(" and ")}, not both.`,
  );
}

/** Reads flags, and the files that they name. */
export function readSetupOptions(args: readonly string[], { readText }: Terminal): SetupOptions {
  const { values } = parseArgs({ args: [...args], options });
  const secret = (ways: Parameters<typeof onlyOne>[0]): string | null => {
    const way = onlyOne(ways);
    if (way === null) return null;
    const [name, value] = way;
    if (name === "plex-preferences") return tokenOfPreferences(value, readText);
    return name.endsWith("-file") ? readSecret(value, `--${name}`, readText) : value;
  };
  const plex = {
    "plex-token": values["plex-token"],
    "plex-token-file": values["plex-token-file"],
    "plex-preferences": values["plex-preferences"],
  };
  const isPlexNamed = values["plex-url"] !== undefined || onlyOne(plex) !== null;
  if (values["no-plex"] === true && isPlexNamed) {
    throw new OperatorError("--no-plex goes without --plex-url and a token of Plex.");
  }
  return {
    stashUrl: values["stash-url"] ?? null,
    stashApiKey: secret({
      "stash-api-key": values["stash-api-key"],
      "stash-api-key-file": values["stash-api-key-file"],
    }),
    plexUrl: values["plex-url"] ?? null,
    plexToken: secret(plex),
    noPlex: values["no-plex"] === true,
    sections: values.section ?? [],
    providerUrl: values["provider-url"] ?? null,
    providerUrlForStash: values["provider-url-for-stash"] ?? null,
    pluginSource: values["plugin-source"] ?? null,
    assign: values.assign ?? null,
    adopt: values.adopt ?? null,
    plugin: values["no-plugin"] === true ? false : null,
    rules: values["no-rules"] !== true,
    yes: values.yes === true,
    dryRun: values["dry-run"] === true,
    json: values.json === true,
  };
}
