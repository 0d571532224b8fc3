import { randomBytes, randomInt } from "node:crypto";
import { networkInterfaces } from "node:os";

import { systemClock } from "@stash2plex/shared/clock";
import type { Logger } from "@stash2plex/shared/log";
import { createPlexTvPins } from "@stash2plex/shared/plex-tv";

import type { SecretKeeper } from "../logging/secret-keeper.ts";
import { registrationUrls } from "../registration-urls.ts";
import { isInContainer } from "../serving/container.ts";
import type { Settings } from "../settings/settings.ts";
import { createSetup } from "../setup/create-setup.ts";
import type { KnownServers } from "../ui-setup/draft.ts";
import { type KeptSecret, originOf } from "../ui-setup/kept-secret.ts";
import { createSetupUi, type SetupUi } from "../ui-setup/setup-ui.ts";
import { version } from "../version.ts";
import type { ProgramLife } from "./program-life.ts";
import { setupDepsOf } from "../setup/setup-deps-of.ts";
import { settingsOf, type Terminal } from "./terminal.ts";

function keptSecret(address: string | null, secret: string | null): KeptSecret | null {
  if (secret === null) return null;
  return { value: secret, origin: address === null ? null : originOf(address) };
}

function knownServers(settings: Settings): KnownServers {
  const { stashUrl, stashApiKey, plexUrl, plexToken } = settings;
  return {
    stash: { address: stashUrl ?? "", secret: keptSecret(stashUrl, stashApiKey) },
    plex: { address: plexUrl ?? "", secret: keptSecret(plexUrl, plexToken) },
  };
}

/** Tells those who read the log where the page is, and the code that opens it. */
function printCode(code: string, settings: Settings, inContainer: boolean, logger: Logger): void {
  const urls = registrationUrls({
    ...settings,
    providerSecret: null,
    interfaces: networkInterfaces(),
    inContainer,
  });
  // In a container, its own addresses are not those of a browser.
  const best = urls.find(({ warning }) => warning === null) ?? (inContainer ? undefined : urls[0]);
  const base = best?.url ?? `http://<address of this machine>:${settings.port}`;
  // Whoever logs errors only has to see it, too: there is no other way in.
  const level = settings.logLevel === "error" ? "error" : "warn";
  logger[level](`To set up, open ${base}/ui/setup in a browser and enter the code ${code}`);
}

export interface SetupPageDeps {
  readonly terminal: Terminal;
  readonly logger: Logger;
  readonly secrets: SecretKeeper;
  readonly life: () => ProgramLife;
  /** Address of plex.tv, where it is not the real one. */
  readonly plexTvUrl?: string;
}

/** The set-up in the browser, over this machine's settings. */
export function createSetupPage(deps: SetupPageDeps): SetupUi {
  const { terminal, logger, secrets, life, plexTvUrl } = deps;
  const setupDeps = setupDepsOf(terminal, { logger, startProvider: () => life().ensure() });
  const inContainer = isInContainer(terminal.env);
  const now = (): Settings => life().settings() ?? settingsOf(terminal).settings;
  const { file, image } = settingsOf(terminal);
  return createSetupUi({
    setup: createSetup(setupDeps),
    pins: () =>
      createPlexTvPins({
        ...(plexTvUrl !== undefined && { url: plexTvUrl }),
        clientIdentifier: setupDeps.clientIdentifier(),
        product: "Stash2Plex",
        clock: systemClock,
      }),
    clock: systemClock,
    secrets,
    own: () => ({ ...now(), inContainer }),
    known: () => knownServers(now()),
    version,
    byHand: { file, image },
    randomBytes,
    pick: randomInt,
    printCode: (code) => printCode(code, now(), inContainer, logger),
    running: () => life().settings(),
  });
}
