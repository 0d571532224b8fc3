import { errorCode } from "../error-code.ts";
import type { RegistrationUrl } from "../registration-urls.ts";
import { failure, type Finding, ok, warning } from "./finding.ts";

/** What answers on our own port: nothing, this program, or another one. */
export type PortState = "free" | "ours" | "other";

/** Asks the port on this machine. */
export async function askPort(port: number): Promise<PortState> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`, {
      signal: AbortSignal.timeout(2_000),
    });
    const body: unknown = await answer.json();
    const isOurs = typeof body === "object" && body !== null && "status" in body;
    return isOurs ? "ours" : "other";
  } catch (error) {
    // fetch says "fetch failed" with a cause when nobody listens; anything else did answer.
    const cause =
      typeof error === "object" && error !== null && "cause" in error ? error.cause : null;
    return errorCode(cause) === "ECONNREFUSED" ? "free" : "other";
  }
}

export function checkPort(port: number, state: PortState): Finding {
  if (state === "free") return ok("port", `Port ${port} is free; no provider is running.`);
  if (state === "ours") return ok("port", `The provider is running on port ${port}.`);
  return failure(
    "port",
    `Port ${port} is used by another program.`,
    "Stop that one, or set PORT to another port.",
  );
}

/** Whether there is an address that Plex elsewhere can reach. */
export function checkAddresses(urls: readonly RegistrationUrl[]): Finding {
  const good = urls.find(({ warning: doubt }) => doubt === null);
  if (good !== undefined) {
    return ok("address", `Paste ${good.masked} into Plex ("stash2plex url" prints it whole).`);
  }
  return warning(
    "address",
    "No address of this machine is one that Plex elsewhere can reach.",
    "Use the address of the machine that runs the container and the published port, or set PUBLIC_URL.",
  );
}
