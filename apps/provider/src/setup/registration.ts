import { parseJson } from "@stash2plex/shared/parse-json";
import { providerRootSchema } from "@stash2plex/shared/plex";
import {
  type PmsClient,
  PmsError,
  type PmsProvider,
  type PmsProviderGroup,
} from "@stash2plex/shared/pms";

import { isLoopback } from "../registration-urls.ts";
import { OperatorError } from "../serving/operator-error.ts";
import { asked } from "./check-sides.ts";

/** Our provider, as it is to stand in Plex. */
export interface OwnProvider {
  readonly identifier: string;
  /** By which Plex reaches it, with the secret segment where there is one. */
  readonly url: string;
  readonly signal?: AbortSignal | undefined;
}

const LOOK_MS = 5_000;

/** What answers at the address that Plex is to be given, as seen from here. */
type RootSeen = "ours" | "other" | "nothing";

export async function lookAtRoot({ url, identifier, signal }: OwnProvider): Promise<RootSeen> {
  const deadline = AbortSignal.timeout(LOOK_MS);
  try {
    const answer = await fetch(`${url}?includePreferences=1`, {
      headers: { accept: "application/json" },
      redirect: "manual",
      signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
    });
    const root = providerRootSchema(identifier).safeParse(parseJson(await answer.text()));
    return root.success ? "ours" : "other";
  } catch {
    return "nothing";
  }
}

const isAt = ({ uri }: PmsProvider, url: string): boolean => uri.replace(/\/+$/, "") === url;

/** Our provider as Plex knows it, or undefined. */
export async function registered(
  pms: Pick<PmsClient, "providers">,
  { identifier, signal }: Pick<OwnProvider, "identifier" | "signal">,
): Promise<PmsProvider | undefined> {
  const all = await pms.providers(asked(signal));
  return all.find((provider) => provider.identifier === identifier);
}

/** The agents of Plex whose first provider is ours; the oldest first. */
export async function ownGroups(
  pms: Pick<PmsClient, "providerGroups">,
  { identifier, signal }: Pick<OwnProvider, "identifier" | "signal">,
): Promise<readonly PmsProviderGroup[]> {
  const all = await pms.providerGroups(asked(signal));
  return all
    .filter(({ primaryIdentifier }) => primaryIdentifier === identifier)
    .toSorted((one, other) => one.id - other.id);
}

/** Whether nothing has to be done: Plex knows it at this address, and does not call it offline. */
export const isInOrder = (known: PmsProvider | undefined, url: string): boolean =>
  known !== undefined && isAt(known, url) && known.online !== false;

/** The address that the registration replaces, or null. */
export const earlierAddress = (known: PmsProvider | undefined, url: string): string | null =>
  known === undefined || isAt(known, url) ? null : known.uri;

/** Why Plex could not read the provider's root, from what is seen from here. */
function unreadable({ url }: OwnProvider, seen: RootSeen): OperatorError {
  const start = `Plex could not read this provider at ${url}.`;
  if (seen === "other") {
    return new OperatorError(
      `${start} What answers there is not this provider: check address, port and PROVIDER_SECRET ("stash2plex url" prints the whole address).`,
    );
  }
  if (seen === "nothing") {
    return new OperatorError(
      `${start} Nothing answers there from here either: check that the provider runs, address and port, and in a container that the port is published.`,
    );
  }
  const why = isLoopback(new URL(url).hostname)
    ? "For Plex in a container or on another machine this address is Plex's own machine."
    : "It answers from here, so the way from Plex to it is closed: a firewall, another Docker network, or a name that Plex does not know.";
  return new OperatorError(`${start} ${why} Give an address by which Plex's machine reaches it.`);
}

/** Refusals that mean that Plex asked us and did not like what came, rather than that it did not want to ask. */
const readFailures: readonly string[] = ["rejected", "server-error", "timeout"];

/** Makes Plex read the provider at its address; one that Plex knows already is told the new address. */
export async function register(
  pms: Pick<PmsClient, "registerProvider" | "updateProvider">,
  own: OwnProvider,
  known: PmsProvider | undefined,
): Promise<void> {
  const { url, identifier, signal } = own;
  const seen = await lookAtRoot(own);
  if (seen === "other") throw unreadable(own, seen);
  try {
    if (known === undefined) await pms.registerProvider(url, { identifier, ...asked(signal) });
    else await pms.updateProvider(known.id, url, asked(signal));
  } catch (error) {
    if (!(error instanceof PmsError) || !readFailures.includes(error.code)) throw error;
    throw unreadable(own, seen);
  }
}
