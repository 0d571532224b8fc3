import { triggers } from "../src/manifest/hooks.ts";
import { pluginSettings } from "../src/manifest/settings.ts";
import { tasks } from "../src/manifest/tasks.ts";
import type { Manifest } from "./known-keys.ts";

/** Stash takes the name of the `.yml` as the plugin's id; v1 of the plugin was `Stash2Plex`, too. */
export const packageIds = ["Stash2Plex", "Stash2PlexCli"] as const;
export type PackageId = (typeof packageIds)[number];

const about: Readonly<Record<PackageId, Pick<Manifest, "name" | "description">>> = {
  Stash2Plex: {
    name: "Stash2Plex",
    description:
      "Tells the Stash2Plex provider at once what changed in Stash, so that Plex shows it. Nothing to install.",
  },
  Stash2PlexCli: {
    name: "Stash2Plex CLI",
    description:
      "Brings what Stash knows to Plex without a provider. Needs Node 22.19 or newer where Stash runs.",
  },
};

const runsAs: Readonly<Record<PackageId, Pick<Manifest, "exec" | "interface" | "errLog">>> = {
  Stash2Plex: { exec: ["stash2plex.js"], interface: "js" },
  // A program that cannot be started silences the plugins after it; `sh` is there everywhere (stash.md, 4.15).
  Stash2PlexCli: { exec: ["sh", "{pluginDir}/launch.sh"], interface: "raw", errLog: "error" },
};

/** The manifest of one of the two packages: all but how it runs is the same. */
export function manifestOf(id: PackageId, version: string): Manifest {
  return {
    ...about[id],
    version,
    ...runsAs[id],
    ui: { javascript: ["stash2plex-page.js"] },
    hooks: [
      {
        name: "Bring changes to Plex",
        description: "Says what was created, changed or destroyed.",
        triggeredBy: [...triggers],
      },
    ],
    tasks: tasks.map(({ name, description, do: command, args }) => ({
      name,
      description,
      defaultArgs: { do: command, ...args },
    })),
    settings: Object.fromEntries(
      pluginSettings.map(({ key, label, description, type }) => [
        key,
        { displayName: label, description, type },
      ]),
    ),
  };
}
