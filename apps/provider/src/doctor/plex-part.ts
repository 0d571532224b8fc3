import { systemClock } from "@stash2plex/shared/clock";
import type { PmsClient } from "@stash2plex/shared/pms";

import type { Settings } from "../settings/settings.ts";
import { lookAtRoot } from "../setup/registration.ts";
import { checkAgents } from "./check-agents.ts";
import { checkClock } from "./check-clocks.ts";
import { checkPlex } from "./check-plex.ts";
import { checkRegistration } from "./check-registration.ts";
import { type Finding, unchecked } from "./finding.ts";
import { partsOf } from "./look-at-parts.ts";
import { type Check, runChecks } from "./run-checks.ts";

export interface PlexPart {
  readonly pms: PmsClient;
  readonly plexUrl: string;
  readonly settings: Settings;
  /** Our provider's identifier. */
  readonly identifier: string;
  /** Addresses of this provider, secret included. */
  readonly ownUrls: readonly string[];
  readonly deadlineMs: number;
}

function checksOf(part: PlexPart): readonly Check[] {
  const { pms, plexUrl, settings, identifier, ownUrls } = part;
  const chosen = settings.plexSections;
  const now = (): number => systemClock.now();
  return [
    {
      id: "clock.plex",
      what: "The clock of Plex",
      run: async (signal) => {
        const url = `${plexUrl.replace(/\/+$/, "")}/identity`;
        return [await checkClock({ id: "clock.plex", name: "Plex", url }, now, signal)];
      },
    },
    {
      id: "provider",
      what: "How Plex knows this provider",
      run: (signal) =>
        checkRegistration(
          {
            pms,
            identifier,
            ownUrls,
            plexUrl,
            lookAt: (url) => lookAtRoot({ url, identifier, signal }),
          },
          signal,
        ),
    },
    {
      id: "plex.agent",
      what: "The agents of the libraries",
      run: (signal) =>
        checkAgents({ pms, chosen, identifier, otherAgent: settings.plexOtherAgent }, signal),
    },
    {
      id: "parts",
      what: "A sample of Plex's files",
      run: (signal) => partsOf({ pms, settings, identifier }, signal),
    },
  ];
}

/** Plex, and what of us is in it. */
export async function plexPart(part: PlexPart): Promise<readonly Finding[]> {
  const { pms, plexUrl, settings, identifier } = part;
  const reached = await checkPlex({
    pms,
    url: plexUrl,
    chosen: settings.plexSections,
    identifier,
  });
  // The first sentence says whether it answers.
  if (reached[0]?.severity !== "ok") {
    return [
      ...reached,
      unchecked("provider", "Registration, agents, files and clock of Plex were not looked at."),
    ];
  }
  return [...reached, ...(await runChecks(checksOf(part), part.deadlineMs))];
}
