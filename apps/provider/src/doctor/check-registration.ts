import { PROVIDER_IDENTIFIER } from "@stash2plex/shared/plex";
import type { PmsClient, PmsProvider, PmsProviderGroup } from "@stash2plex/shared/pms";

import { isLoopback } from "../registration-urls.ts";
import { failure, type Finding, ok, warning } from "./finding.ts";

/** What answers at an address. */
export type SeenThere = "ours" | "other" | "nothing";

export interface RegistrationToCheck {
  readonly pms: Pick<PmsClient, "providers" | "providerGroups">;
  /** Our provider's identifier. */
  readonly identifier: string;
  /** Addresses under which this machine would be registered, secret included. */
  readonly ownUrls: readonly string[];
  readonly plexUrl: string;
  readonly lookAt: (url: string) => Promise<SeenThere>;
}

const REGISTER = 'Run "stash2plex register".';

const urlOf = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null);

/** Without what may be a secret. */
function shown(uri: string): string {
  const url = urlOf(uri);
  if (url === null) return "an address that cannot be read";
  return url.pathname === "/" ? url.origin : `${url.origin}/***`;
}

const pathOf = (uri: string): string | null => urlOf(uri)?.pathname.replace(/\/+$/, "") ?? null;

/** Whether the last part of the address is the secret that is set, or none where none is. */
function hasOurPath(uri: string, ownUrls: readonly string[]): boolean {
  return ownUrls.some((own) => pathOf(own) === pathOf(uri));
}

const originOf = (uri: string): string | null => urlOf(uri)?.origin ?? null;

function judgeAddress(uri: string, seen: SeenThere, check: RegistrationToCheck): Finding {
  const { ownUrls, plexUrl } = check;
  const start = `Plex knows this provider at ${shown(uri)}`;
  const isOwnHost = ownUrls.some((own) => originOf(own) === originOf(uri));
  if (seen !== "ours" && isOwnHost && !hasOurPath(uri, ownUrls)) {
    return failure(
      "provider.secret",
      `${start}, but not with the PROVIDER_SECRET that is set now, so that Plex is turned away.`,
      REGISTER,
    );
  }
  if (seen === "other") {
    return failure("provider.address", `${start}, but another program answers there.`, REGISTER);
  }
  if (seen === "nothing") {
    return failure(
      "provider.answers",
      `${start}, and nothing answers there from here.`,
      `Start the provider. Where its address has changed: ${REGISTER}`,
    );
  }
  const isFar = isLoopback(urlOf(uri)?.hostname ?? "") && !isLoopback(new URL(plexUrl).hostname);
  if (isFar) {
    return warning(
      "provider.loopback",
      `${start}, which is Plex's own machine when Plex runs elsewhere or in a container.`,
      "Register an address of the network (stash2plex register), or set PUBLIC_URL.",
    );
  }
  return ok("provider.answers", `${start}, and this provider answers there.`);
}

const judgeOnline = ({ online }: PmsProvider): readonly Finding[] =>
  online === false
    ? [
        failure(
          "provider.online",
          "Plex calls this provider offline, and asks it nothing.",
          `${REGISTER} If that does not help, restart Plex while the provider runs.`,
        ),
      ]
    : [];

function judgeOthers(all: readonly PmsProvider[], identifier: string): readonly Finding[] {
  const others = all.filter(
    (one) => one.identifier !== identifier && one.identifier.startsWith(PROVIDER_IDENTIFIER),
  );
  if (others.length === 0) return [];
  const list = others.map(({ identifier: id, uri }) => `${id} at ${shown(uri)}`).join(", ");
  return [
    warning(
      "provider.several",
      `Plex knows further providers of this kind: ${list}.`,
      "That is right for several Stashes with a PROVIDER_ID_SUFFIX each. Otherwise remove them in Plex (Settings, Metadata Agents).",
    ),
  ];
}

function judgeGroups(groups: readonly PmsProviderGroup[], identifier: string): Finding {
  const own = groups.filter(({ primaryIdentifier }) => primaryIdentifier === identifier);
  if (own.length > 0) {
    const titles = own.map(({ title }) => `"${title}"`).join(", ");
    return ok("provider.agent", `This provider comes first in the agent ${titles} of Plex.`);
  }
  return warning(
    "provider.agent",
    "No agent of Plex has this provider in the first place.",
    'Run "stash2plex register", or add an agent in Plex (Settings, Metadata Agents) with this provider first.',
  );
}

/** How Plex knows this provider, and whether it finds it there. */
export async function checkRegistration(
  check: RegistrationToCheck,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const { pms, identifier } = check;
  const [all, groups] = await Promise.all([
    pms.providers({ signal }),
    pms.providerGroups({ signal }),
  ]);
  const own = all.filter((provider) => provider.identifier === identifier);
  const [first] = own;
  if (first === undefined) {
    return [
      warning("provider.registered", "Plex does not know this provider.", REGISTER),
      ...judgeOthers(all, identifier),
    ];
  }
  const seen = await check.lookAt(first.uri);
  return [
    judgeAddress(first.uri, seen, check),
    ...judgeOnline(first),
    ...judgeOthers(all, identifier),
    judgeGroups(groups, identifier),
  ];
}
