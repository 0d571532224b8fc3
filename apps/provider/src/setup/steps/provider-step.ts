import { parseJson } from "@stash2plex/shared/parse-json";
import { providerRootSchema } from "@stash2plex/shared/plex";
import { type PmsClient, PmsError, type PmsProvider } from "@stash2plex/shared/pms";

import { isLoopback } from "../../registration-urls.ts";
import { OperatorError } from "../../serving/operator-error.ts";
import { asked } from "../check-sides.ts";
import { runningProvider } from "../running-provider.ts";
import { asItWas, done, type SetupRun, type StepWork, toDo, withoutPlex } from "../setup-run.ts";

const LOOK_MS = 5_000;

/** What answers at the address that Plex is to be given, as seen from here. */
type RootSeen = "ours" | "other" | "nothing";

async function lookAtRoot({ choices, identifier, signal }: SetupRun): Promise<RootSeen> {
  const deadline = AbortSignal.timeout(LOOK_MS);
  try {
    const answer = await fetch(`${choices.providerUrl}?includePreferences=1`, {
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
  pms: PmsClient,
  { identifier, signal }: SetupRun,
): Promise<PmsProvider | undefined> {
  const all = await pms.providers(asked(signal));
  return all.find((provider) => provider.identifier === identifier);
}

/** Why Plex could not read the provider's root, from what is seen from here. */
function unreadable({ choices: { providerUrl } }: SetupRun, seen: RootSeen): OperatorError {
  const start = `Plex could not read this provider at ${providerUrl}.`;
  if (seen === "other") {
    return new OperatorError(
      `${start} What answers there is not this provider: check address, port and PROVIDER_SECRET ("stash2plex url" prints the whole address).`,
    );
  }
  if (seen === "nothing") {
    return new OperatorError(
      `${start} Nothing answers there from here either: check address and port, and in a container that the port is published.`,
    );
  }
  const why = isLoopback(new URL(providerUrl).hostname)
    ? "For Plex in a container or on another machine this address is Plex's own machine."
    : "It answers from here, so the way from Plex to it is closed: a firewall, another Docker network, or a name that Plex does not know.";
  return new OperatorError(
    `${start} ${why} Give an address by which Plex's machine reaches it (--provider-url, or "Address for Plex" on the page).`,
  );
}

/** Refusals that mean that Plex asked us and did not like what came, rather than that it did not want to ask. */
const readFailures: readonly string[] = ["rejected", "server-error", "timeout"];

async function register(pms: PmsClient, run: SetupRun, known: PmsProvider | undefined) {
  const { choices, identifier, signal } = run;
  const seen = await lookAtRoot(run);
  if (seen === "other") throw unreadable(run, seen);
  try {
    if (known === undefined) {
      await pms.registerProvider(choices.providerUrl, { identifier, ...asked(signal) });
    } else await pms.updateProvider(known.id, choices.providerUrl, asked(signal));
  } catch (error) {
    if (!(error instanceof PmsError) || !readFailures.includes(error.code)) throw error;
    throw unreadable(run, seen);
  }
}

/** Starts the provider where that is ours to do; answers whether it was started. */
async function ensureRunning(run: SetupRun): Promise<boolean> {
  try {
    await runningProvider(run);
    return false;
  } catch (error) {
    const { startProvider } = run.deps;
    if (startProvider === null) throw error;
    await startProvider();
    await runningProvider(run);
    return true;
  }
}

const isInOrder = (known: PmsProvider | undefined, url: string): boolean =>
  known !== undefined && isAt(known, url) && known.online !== false;

/** The provider in Plex's list of providers. */
export const providerStep: StepWork = {
  id: "provider",
  needs: ["settings"],
  sentence: ({ providerUrl }) => `Register this provider in Plex at ${providerUrl}.`,
  look: async (run) => {
    const { pms, choices } = run;
    if (pms === null) return withoutPlex;
    const known = await registered(pms, run);
    const isRunning = await runningProvider(run).then(
      () => true,
      () => false,
    );
    if (isInOrder(known, choices.providerUrl) && isRunning)
      return asItWas("Plex knows this provider at this address.");
    if (known === undefined || isAt(known, choices.providerUrl)) return toDo;
    return { ...toDo, result: `Plex knows it at ${known.uri}; that address is replaced.` };
  },
  act: async (run) => {
    const { pms, choices } = run;
    if (pms === null) return withoutPlex;
    const isStarted = await ensureRunning(run);
    const known = await registered(pms, run);
    const started = isStarted ? "The provider was started. " : "";
    if (isInOrder(known, choices.providerUrl))
      return done(`${started}Plex knows it at this address already.`);
    await register(pms, run, known);
    return done(
      known === undefined || isAt(known, choices.providerUrl)
        ? `${started}Plex has read this provider at ${choices.providerUrl}.`
        : `${started}Plex knew it at ${known.uri}, and now reads it at ${choices.providerUrl}.`,
    );
  },
};
