import type { MirrorStatus } from "@stash2plex/engine/stash-mirror";
import type { Logger } from "@stash2plex/shared/log";

import { isLoopback, type RegistrationUrl } from "../registration-urls.ts";
import { maskedSettings, type Settings } from "../settings/settings.ts";
import type { StashProbe } from "./stash-probe.ts";

/** The first thing that people read: what runs, with which settings, what to paste into Plex. */
export function logStart(
  logger: Logger,
  about: { readonly version: string; readonly settings: Settings; readonly port: number },
): void {
  const { version, settings, port } = about;
  logger.info(`Stash2Plex ${version}`, { node: process.version, port });
  logger.info("Settings that are not at their default", maskedSettings(settings));
}

/** Who may look and act, where nobody has to sign in. */
export function logAccess(
  logger: Logger,
  { apiToken, host }: Pick<Settings, "apiToken" | "host">,
): void {
  if (apiToken !== null || (host !== null && isLoopback(host))) return;
  logger.info(
    "/api and the actions of /ui are open to everybody who reaches this port. Set API_TOKEN where you share the network with others.",
  );
}

export function logStash(logger: Logger, url: string, probe: StashProbe): void {
  if (probe.kind === "reached") {
    logger.info("Stash answers", { url, version: probe.version, scenes: probe.scenes });
  } else {
    logger.warn(`Stash does not answer: ${probe.problem}`, { url });
  }
}

export function logMirror(logger: Logger, { phase, scenes, files, freshAsOf }: MirrorStatus): void {
  const since = freshAsOf === null ? "never" : new Date(freshAsOf).toISOString();
  if (phase === "empty") logger.info("Nothing is copied from Stash yet; that begins now");
  else
    logger.info("What was copied from Stash before answers at once", {
      phase,
      scenes,
      files,
      followed: since,
    });
}

/** The addresses, without the secret: `stash2plex url` shows it. */
export function logAddresses(logger: Logger, urls: readonly RegistrationUrl[]): void {
  for (const { masked, warning } of urls) {
    logger.info(`Paste this address into Plex: ${masked}`, warning === null ? {} : { warning });
  }
  if (urls.some(({ url, masked }) => url !== masked)) {
    logger.info("The secret part is hidden here; `stash2plex url` prints the whole address");
  }
  if (urls.every(({ warning }) => warning !== null)) {
    logger.warn(
      "None of these addresses is one that Plex elsewhere can reach. Use the address of the machine that runs the container and the published port, or open /ui in a browser: it shows the address by which you came.",
    );
  }
}
