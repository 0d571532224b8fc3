import { systemClock } from "@stash2plex/shared/clock";
import { createStashPictures, createStashSetUp, type StashApi } from "@stash2plex/shared/stash";

import type { Settings } from "../settings/settings.ts";
import { connectionOf } from "../stash-connection.ts";
import { checkArtwork, judgeArtworkWay } from "./check-artwork.ts";
import { checkClock } from "./check-clocks.ts";
import { judgePlugin, pluginIds } from "./check-plugin.ts";
import { checkStash } from "./check-stash.ts";
import { type Finding, unchecked } from "./finding.ts";
import { type Check, runChecks } from "./run-checks.ts";

export interface StashPart {
  readonly api: StashApi;
  readonly stashUrl: string;
  readonly settings: Settings;
  readonly ourVersion: string;
  /** Addresses of this provider without its secret. */
  readonly ownUrls: readonly string[];
  readonly deadlineMs: number;
}

async function lookAtPlugin(part: StashPart, signal: AbortSignal): Promise<readonly Finding[]> {
  const setUp = createStashSetUp({ ...connectionOf(part.settings), clock: systemClock });
  try {
    const installed = await setUp.installedPlugins({ signal });
    const [main = {}, cli = {}] = await Promise.all(
      pluginIds.map((id) => setUp.pluginSettings(id, { signal })),
    );
    const { ourVersion, ownUrls } = part;
    return judgePlugin({
      installed,
      stored: { Stash2Plex: main, Stash2PlexCli: cli },
      ourVersion,
      ownUrls,
    });
  } finally {
    await setUp.close();
  }
}

async function lookAtArtwork(part: StashPart, signal: AbortSignal): Promise<readonly Finding[]> {
  const { api, settings } = part;
  const pictures = createStashPictures(connectionOf(settings));
  try {
    return [
      await checkArtwork({ api, pictures, posterMode: settings.posterMode }, signal),
      judgeArtworkWay(settings),
    ];
  } finally {
    await pictures.close();
  }
}

/** Stash, and what of us is in it. */
export async function stashPart(part: StashPart): Promise<readonly Finding[]> {
  const reached = await checkStash(part.api, part.stashUrl);
  if (reached.some(({ severity }) => severity === "error")) {
    return [
      ...reached,
      unchecked("plugin", "Plugin, pictures and clock of Stash were not looked at."),
    ];
  }
  const checks: readonly Check[] = [
    { id: "plugin", what: "The plugin in Stash", run: (signal) => lookAtPlugin(part, signal) },
    { id: "artwork", what: "A poster", run: (signal) => lookAtArtwork(part, signal) },
    {
      id: "clock.stash",
      what: "The clock of Stash",
      run: async (signal) => [
        await checkClock(
          { id: "clock.stash", name: "Stash", url: part.stashUrl },
          () => systemClock.now(),
          signal,
        ),
      ],
    },
  ];
  return [...reached, ...(await runChecks(checks, part.deadlineMs))];
}
