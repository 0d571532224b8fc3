import { type PmsClient, PmsError } from "@stash2plex/shared/pms";
import { createStashSetUp, StashError, type StashSetUp } from "@stash2plex/shared/stash";

import { createRedact, type Redact } from "../logging/redaction.ts";
import { connectToPlex } from "../plex-connection.ts";
import { OperatorError } from "../serving/operator-error.ts";
import { catalogue, secretValues, type Settings } from "../settings/settings.ts";
import { ownIdentifier } from "./check-sides.ts";
import { plexConnection, settingsNow, settingValue, stashConnection } from "./connections.ts";
import type { SetupDeps } from "./setup-deps.ts";
import type { SetupChoices, SetupStepId } from "./setup.ts";

/** One going through of the steps. */
export interface SetupRun {
  /** Addresses in their one spelling. */
  readonly choices: SetupChoices;
  readonly deps: SetupDeps;
  readonly stash: StashSetUp;
  /** Null: without Plex. */
  readonly pms: PmsClient | null;
  /** Of our provider in Plex. */
  readonly identifier: string;
  readonly signal: AbortSignal | undefined;
  /** Steps that have changed something. */
  readonly changed: Set<SetupStepId>;
}

export interface Looked {
  readonly state: "to-do" | "as-it-was" | "skipped";
  readonly result: string | null;
}

export interface Ended {
  readonly state: "done" | "as-it-was" | "skipped";
  readonly result: string;
}

/** What one step does. Both functions reject with an error whose message is a sentence. */
export interface StepWork {
  readonly id: SetupStepId;
  readonly sentence: (choices: SetupChoices) => string;
  /** Steps without which it is not tried. */
  readonly needs: readonly SetupStepId[];
  /** Changes nothing. */
  look(run: SetupRun): Promise<Looked>;
  /** @param tell how far it is, for what takes long */
  act(run: SetupRun, tell: (result: string) => void): Promise<Ended>;
}

export const toDo: Looked = { state: "to-do", result: null };
export const asItWas = (
  result: string,
): { readonly state: "as-it-was"; readonly result: string } => ({
  state: "as-it-was",
  result,
});
export const skipped = (
  result: string,
): { readonly state: "skipped"; readonly result: string } => ({
  state: "skipped",
  result,
});
export const done = (result: string): Ended => ({ state: "done", result });

export const withoutPlex = skipped("Without Plex there is nothing to do here.");

/** The address with the secret segment, which whoever copied it may have left out. */
function addressForPlex(given: string, { providerSecret }: Settings): string {
  const url = settingValue("publicUrl", catalogue.publicUrl.schema, given) ?? "";
  return providerSecret === null || url.endsWith(`/${providerSecret}`)
    ? url
    : `${url}/${providerSecret}`;
}

/** The address without the secret segment. */
function addressForOthers(given: string, { providerSecret }: Settings): string {
  const url = settingValue("publicUrl", catalogue.publicUrl.schema, given) ?? "";
  const ending = `/${providerSecret ?? ""}`;
  return providerSecret !== null && url.endsWith(ending) ? url.slice(0, -ending.length) : url;
}

/** The provider's own pages and programs at the address that Plex is given. */
export const plainAddress = ({ choices, deps }: SetupRun): string =>
  addressForOthers(choices.providerUrl, settingsNow(deps).settings);

export interface OpenedRun extends SetupRun {
  readonly redact: Redact;
  close(): Promise<void>;
}

/** Opens clients for both sides; nothing is asked yet. Rejects when an address or a token cannot be one. */
export function openRun(
  given: SetupChoices,
  deps: SetupDeps,
  signal: AbortSignal | undefined,
): OpenedRun {
  const { settings } = settingsNow(deps);
  const connection = stashConnection(given.stash, deps);
  const plex = given.plex === null ? null : plexConnection(given.plex, deps);
  const choices: SetupChoices = {
    ...given,
    stash: { url: connection.url, apiKey: connection.apiKey },
    plex: plex === null ? null : { url: plex.url, token: plex.token },
    providerUrl: addressForPlex(given.providerUrl, settings),
    providerUrlForStash: addressForOthers(given.providerUrlForStash, settings),
  };
  const stash = createStashSetUp({ ...connection, clock: deps.clock });
  const pms = plex === null ? null : connectToPlex(plex, deps.logger);
  const secrets = [connection.apiKey ?? "", plex?.token ?? "", ...secretValues(settings)];
  return {
    choices,
    deps,
    stash,
    pms,
    identifier: ownIdentifier(deps),
    signal,
    changed: new Set(),
    redact: createRedact(secrets),
    close: async () => {
      await stash.close();
      await pms?.close();
    },
  };
}

/** A failure in words; what nobody expected is told as such. */
export function failureSentence(error: unknown): string {
  const isKnown =
    error instanceof OperatorError || error instanceof StashError || error instanceof PmsError;
  const message = error instanceof Error ? error.message : String(error);
  return isKnown ? message : `Something unexpected went wrong: ${message}`;
}
