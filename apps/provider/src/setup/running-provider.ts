import * as z from "zod";

import { ownAddress } from "../cli/own-address.ts";
import {
  createProviderClient,
  type ProviderClient,
  RefusedError,
} from "../cli/steering/provider-client.ts";
import { OperatorError } from "../serving/operator-error.ts";
import { settingsNow } from "./connections.ts";
import { plainAddress, type SetupRun } from "./setup-run.ts";

const statusSchema = z.object({
  state: z.string(),
  problems: z.array(z.string()),
  stash: z.object({ url: z.string() }),
  mirror: z.object({ phase: z.string() }),
});

export type ProviderStatus = z.infer<typeof statusSchema>;

export interface ReachedProvider {
  readonly url: string;
  readonly client: ProviderClient;
  readonly status: ProviderStatus;
}

const never = new AbortController().signal;

export const statusOf = (client: ProviderClient): Promise<ProviderStatus> =>
  client.ask({ method: "GET", path: "/api/status", deadlineMs: 10_000 }, statusSchema);

/** Where it may answer us: on this machine, else where the others are to reach it. */
const addressesOf = (run: SetupRun): readonly string[] => [
  ...new Set([
    ownAddress(settingsNow(run.deps).settings),
    run.choices.providerUrlForStash,
    plainAddress(run),
  ]),
];

const silent = (urls: readonly string[]): OperatorError =>
  new OperatorError(
    `No provider answers at ${urls.join(" or ")}. Start it ("stash2plex serve", or its container), then run the set-up again: what is done stays done.`,
  );

function checkStash({ url, status }: ReachedProvider, { choices }: SetupRun): void {
  if (status.stash.url === choices.stash.url) return;
  throw new OperatorError(
    `The provider at ${url} works with the Stash at ${status.stash.url}: start it anew, so that it takes over the settings, then run the set-up again.`,
  );
}

/** The provider that runs with the chosen Stash; rejects with a sentence when there is none. */
export async function runningProvider(run: SetupRun): Promise<ReachedProvider> {
  const { apiToken } = settingsNow(run.deps).settings;
  const urls = addressesOf(run);
  let refusal: OperatorError | null = null;
  for (const url of urls) {
    const client = createProviderClient({ url, apiToken, stopping: run.signal ?? never });
    try {
      const reached = { url, client, status: await statusOf(client) };
      checkStash(reached, run);
      return reached;
    } catch (error) {
      if (!(error instanceof OperatorError)) throw error;
      const isAnswer = error instanceof RefusedError;
      if (isAnswer && error.status === 503) {
        refusal ??= new OperatorError(
          `The program at ${url} has not taken over the settings yet: start it anew, then run the set-up again. It says: ${error.message}`,
        );
      } else if (isAnswer || error.message.includes("works with the Stash")) refusal ??= error;
    }
  }
  throw refusal ?? silent(urls);
}
