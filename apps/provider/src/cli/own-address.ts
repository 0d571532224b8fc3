import { hostOfAddress } from "../plex-routes/caller-address.ts";
import type { Settings } from "../settings/settings.ts";

/** Where a provider with these settings answers programs on this very machine. */
export function ownAddress({ host, port }: Pick<Settings, "host" | "port">): string {
  const everywhere = host === null || host === "0.0.0.0" || host === "::";
  return `http://${everywhere ? "127.0.0.1" : hostOfAddress(host)}:${port}`;
}
