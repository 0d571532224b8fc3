import { networkInterfaces } from "node:os";
import { parseArgs } from "node:util";

import { silentLogger } from "@stash2plex/shared/log";
import { providerIdentifier } from "@stash2plex/shared/plex";
import { type PmsClient, PmsError, type PmsSection } from "@stash2plex/shared/pms";

import { createRedact } from "../../logging/redaction.ts";
import { connectToPlex } from "../../plex-connection.ts";
import { registrationUrls } from "../../registration-urls.ts";
import { isInContainer } from "../../serving/container.ts";
import { EXIT_FAILED, EXIT_SETTINGS, OperatorError } from "../../serving/operator-error.ts";
import { httpAddress } from "../../settings/address-kinds.ts";
import { secretValues, type Settings } from "../../settings/settings.ts";
import {
  earlierAddress,
  isInOrder,
  type OwnProvider,
  ownGroups,
  register,
  registered,
} from "../../setup/registration.ts";
import { version } from "../../version.ts";
import { knownClientIdentifier } from "../offline-mirror.ts";
import { type Command, settingsOf, type Terminal } from "../terminal.ts";

/** What was done, or would be: a sentence for people, a word for programs. */
interface Deed {
  readonly what: "provider" | "agent";
  readonly state: "done" | "to-do" | "as-it-was";
  readonly sentence: string;
}

interface Ready {
  readonly pms: PmsClient;
  readonly settings: Settings;
  readonly identifier: string;
  readonly signal: AbortSignal;
}

const NEEDED = ["PLEX_URL", "PLEX_TOKEN", "PROVIDER_SECRET", "PROVIDER_ID_SUFFIX", "PORT", "HOST"];

function usableSettings(terminal: Terminal): Settings {
  const { settings, faults } = settingsOf(terminal);
  const fault = faults.find(({ setting }) => NEEDED.includes(setting));
  if (fault !== undefined) throw new OperatorError(fault.message, EXIT_SETTINGS);
  if (settings.plexUrl !== null && settings.plexToken !== null) return settings;
  throw new OperatorError(
    'PLEX_URL and PLEX_TOKEN are not both set: without them Plex cannot be asked. "stash2plex setup" writes them.',
    EXIT_SETTINGS,
  );
}

/** Lends Plex for a command, and prints what came of it. */
async function withPlex(
  terminal: Terminal,
  isJson: boolean,
  work: (ready: Ready) => Promise<readonly Deed[]>,
): Promise<number> {
  const settings = usableSettings(terminal);
  const pms = connectToPlex(
    {
      url: settings.plexUrl ?? "",
      token: settings.plexToken ?? "",
      clientIdentifier: knownClientIdentifier(settings.dataDir) ?? "stash2plex-setup",
      version,
    },
    silentLogger,
  );
  const redact = createRedact(secretValues(settings));
  const identifier = providerIdentifier(settings.providerIdSuffix ?? "");
  try {
    const deeds = await work({ pms, settings, identifier, signal: terminal.stopping });
    const text = isJson
      ? JSON.stringify({ schema: 1, deeds }, null, 2)
      : deeds.map(({ sentence }) => sentence).join("\n");
    terminal.stdout.write(`${redact(text)}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof PmsError) && !(error instanceof OperatorError)) throw error;
    const exitCode = error instanceof OperatorError ? error.exitCode : EXIT_FAILED;
    throw new OperatorError(redact(error.message), exitCode);
  } finally {
    await pms.close();
  }
}

function addressOf(
  given: string | undefined,
  knownUri: string | null,
  settings: Settings,
  terminal: Terminal,
): string {
  const secret = settings.providerSecret;
  const whole = (base: string): string =>
    secret === null || base.endsWith(`/${secret}`) ? base : `${base}/${secret}`;
  if (given !== undefined) {
    const address = httpAddress("http://nas:9998").safeParse(given);
    if (address.success) return whole(address.data);
    throw new OperatorError(`--url ${address.error.issues[0]?.message ?? "is no address"}.`);
  }
  if (knownUri !== null) return whole(knownUri.replace(/\/+$/, ""));
  const inContainer = isInContainer(terminal.env);
  const urls = registrationUrls({ ...settings, interfaces: networkInterfaces(), inContainer });
  const best = urls.find(({ warning }) => warning === null);
  if (best !== undefined) return best.url;
  throw new OperatorError(
    "No address of this machine is one that Plex elsewhere can reach. Give the one that it reaches: stash2plex register --url http://192.168.1.10:9998",
  );
}

const registerOptions = {
  url: { type: "string" },
  "group-title": { type: "string" },
  "dry-run": { type: "boolean" },
  json: { type: "boolean" },
} as const;

async function registerProvider(
  { pms }: Ready,
  own: OwnProvider,
  known: Awaited<ReturnType<typeof registered>>,
  isDryRun: boolean,
): Promise<Deed> {
  const { url } = own;
  if (isInOrder(known, url)) {
    return {
      what: "provider",
      state: "as-it-was",
      sentence: `Plex knows this provider at ${url}.`,
    };
  }
  const earlier = earlierAddress(known, url);
  const instead = earlier === null ? "" : ` instead of ${earlier}`;
  if (isDryRun) {
    const sentence = `Plex would read this provider at ${url}${instead}.`;
    return { what: "provider", state: "to-do", sentence };
  }
  await register(pms, own, known);
  return {
    what: "provider",
    state: "done",
    sentence: `Plex now reads this provider at ${url}${instead}.`,
  };
}

async function makeAgent(
  { pms, identifier, signal }: Ready,
  title: string,
  isDryRun: boolean,
): Promise<Deed> {
  const [group] = await ownGroups(pms, { identifier, signal });
  if (group !== undefined) {
    return { what: "agent", state: "as-it-was", sentence: `Plex has the agent "${group.title}".` };
  }
  if (isDryRun) {
    return { what: "agent", state: "to-do", sentence: `Plex would get the agent "${title}".` };
  }
  await pms.createProviderGroup(title, identifier, { signal });
  return {
    what: "agent",
    state: "done",
    sentence: `Plex now has the agent "${title}": choose it in a film library (Edit Library, Advanced, Agent).`,
  };
}

/** Makes Plex know this provider, and an agent of it. */
export const registerCommand: Command = (args, terminal) => {
  const { values } = parseArgs({ args: [...args], options: registerOptions });
  const isDryRun = values["dry-run"] === true;
  return withPlex(terminal, values.json === true, async (ready) => {
    const { pms, settings, identifier, signal } = ready;
    const known = await registered(pms, { identifier, signal });
    const url = addressOf(values.url, known?.uri ?? null, settings, terminal);
    const provider = await registerProvider(ready, { url, identifier, signal }, known, isDryRun);
    const title = values["group-title"]?.trim() ?? "";
    return [
      provider,
      await makeAgent(ready, title === "" ? settings.providerTitle : title, isDryRun),
    ];
  });
};

const quoted = (sections: readonly PmsSection[]): string =>
  sections.map(({ title }) => `"${title}"`).join(", ");

const unregisterOptions = {
  force: { type: "boolean" },
  "dry-run": { type: "boolean" },
  json: { type: "boolean" },
} as const;

/** Takes this provider and its agents out of Plex, unless a library uses them. */
export const unregisterCommand: Command = (args, terminal) => {
  const { values } = parseArgs({ args: [...args], options: unregisterOptions });
  const isDryRun = values["dry-run"] === true;
  return withPlex(terminal, values.json === true, async ({ pms, identifier, signal }) => {
    const groups = await ownGroups(pms, { identifier, signal });
    const known = await registered(pms, { identifier, signal });
    const users = (await pms.sections({ signal })).filter(
      ({ agent, providerGroupId }) =>
        agent === identifier || groups.some(({ id }) => id === providerGroupId),
    );
    if (users.length > 0 && values.force !== true) {
      throw new OperatorError(
        `${quoted(users)} uses this provider: give it another agent first (Edit Library, Advanced, Agent). --force tries it all the same; what these libraries show then stays as it is.`,
      );
    }
    const deeds: Deed[] = [];
    for (const { id, title } of groups) {
      if (!isDryRun) await pms.removeProviderGroup(id, { signal });
      deeds.push(
        isDryRun
          ? { what: "agent", state: "to-do", sentence: `Plex would lose the agent "${title}".` }
          : { what: "agent", state: "done", sentence: `Plex has the agent "${title}" no more.` },
      );
    }
    if (known === undefined) {
      const sentence = "Plex does not know this provider.";
      return [...deeds, { what: "provider", state: "as-it-was", sentence }];
    }
    if (!isDryRun) await pms.removeProvider(known.id, { signal });
    const sentence = isDryRun
      ? `Plex would forget this provider at ${known.uri}.`
      : `Plex has forgotten this provider at ${known.uri}.`;
    return [...deeds, { what: "provider", state: isDryRun ? "to-do" : "done", sentence }];
  });
};
