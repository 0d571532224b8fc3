import type { networkInterfaces } from "node:os";

import { hostOfAddress } from "./plex-routes/caller-address.ts";

/** Address that can be pasted into Plex, and what speaks against it. */
export interface RegistrationUrl {
  /** Whole address, secret included. */
  readonly url: string;
  /** The same without the secret, for logs. */
  readonly masked: string;
  /** A sentence when Plex can probably not reach it, or null. */
  readonly warning: string | null;
}

export interface RegistrationInput {
  readonly port: number;
  /** The address listened on, or null for all. */
  readonly host: string | null;
  readonly publicUrl: string | null;
  readonly providerSecret: string | null;
  readonly interfaces: ReturnType<typeof networkInterfaces>;
  readonly inContainer: boolean;
}

const LOOPBACK_WARNING =
  "Only programs on this very machine reach it. Plex in a container or on another machine needs a network address.";
const BRIDGE_WARNING =
  "This is the container's own address, which only other containers of its network reach. Plex elsewhere needs the address of the machine that runs the container, with the published port.";

/** Whether only programs on this very machine reach the host. */
export const isLoopback = (host: string): boolean =>
  host === "localhost" || host.startsWith("127.") || host === "::1" || host === "[::1]";

/** `base` may hold a path. */
export function registrationUrl(
  base: string,
  providerSecret: string | null,
  inContainer: boolean,
): RegistrationUrl {
  const { hostname } = new URL(base);
  const bridged = /^172\.(?:1[6-9]|2\d|3[01])\./.test(hostname);
  const warning = isLoopback(hostname)
    ? LOOPBACK_WARNING
    : inContainer && bridged
      ? BRIDGE_WARNING
      : null;
  return {
    url: providerSecret === null ? base : `${base}/${providerSecret}`,
    masked: providerSecret === null ? base : `${base}/***`,
    warning,
  };
}

function hostsOf({ host, interfaces }: RegistrationInput): readonly string[] {
  if (host !== null && host !== "0.0.0.0" && host !== "::") return [hostOfAddress(host)];
  const outward = Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, address }) => !internal && !address.toLowerCase().startsWith("fe80:"))
    // People read IPv4 more easily, and Plex is mostly given one.
    .sort((one, other) => one.family.localeCompare(other.family))
    .map(({ address }) => hostOfAddress(address));
  return outward.length === 0 ? ["127.0.0.1"] : outward;
}

/** Every address by which Plex may reach us, best first. */
export function registrationUrls(input: RegistrationInput): readonly RegistrationUrl[] {
  const bases = hostsOf(input).map((host) => `http://${host}:${input.port}`);
  const all = input.publicUrl === null ? bases : [input.publicUrl, ...bases];
  return [...new Set(all)].map((base) =>
    registrationUrl(base, input.providerSecret, input.inContainer),
  );
}
