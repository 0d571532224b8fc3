import { EXIT_SETTINGS, OperatorError } from "../../serving/operator-error.ts";
import { httpAddress } from "../../settings/address-kinds.ts";
import { ownAddress } from "../own-address.ts";
import { settingsOf, type Terminal } from "../terminal.ts";
import { createProviderClient, type ProviderClient } from "./provider-client.ts";

/** What every command that speaks with the running provider takes. */
export const steeringOptions = { url: { type: "string" }, json: { type: "boolean" } } as const;

const addressSchema = httpAddress("http://127.0.0.1:9998");

function addressOf(given: string): string {
  const address = addressSchema.safeParse(given);
  if (address.success) return address.data;
  throw new OperatorError(`--url ${address.error.issues[0]?.message ?? "is no address"}.`);
}

/** The provider at `--url`, else the one that these settings would start here. */
export function openProvider(terminal: Terminal, url: string | undefined): ProviderClient {
  const { settings, faults } = settingsOf(terminal);
  const needed = url === undefined ? ["PORT", "HOST", "API_TOKEN"] : ["API_TOKEN"];
  const fault = faults.find(({ setting }) => needed.includes(setting));
  if (fault !== undefined) throw new OperatorError(fault.message, EXIT_SETTINGS);
  return createProviderClient({
    url: url === undefined ? ownAddress(settings) : addressOf(url),
    apiToken: settings.apiToken,
    stopping: terminal.stopping,
  });
}
