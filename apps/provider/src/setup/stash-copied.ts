import type { ProviderClient } from "../cli/steering/provider-client.ts";
import { OperatorError } from "../serving/operator-error.ts";
import { statusOf } from "./running-provider.ts";
import type { SetupRun } from "./setup-run.ts";
import { waitFor } from "./wait.ts";

const LONGEST_MS = 1_800_000;

/** Before its copy of Stash is whole, the provider would leave items, or miss scenes, that it does not know yet. */
export async function stashCopied(
  client: ProviderClient,
  { deps: { clock }, signal }: SetupRun,
  tell: (result: string) => void,
): Promise<void> {
  const look = async (): Promise<true | null> => {
    const { mirror, state, problems } = await statusOf(client);
    if (mirror.phase === "ready") return true;
    if (mirror.phase === "frozen" || state === "unready") {
      throw new OperatorError(problems[0] ?? "The provider cannot copy Stash.");
    }
    tell("The provider copies Stash.");
    return null;
  };
  const ready = await waitFor(look, { clock, signal, everyMs: 500, deadlineMs: LONGEST_MS });
  if (ready !== null) return;
  throw new OperatorError(
    "The provider still copies Stash, and goes on with it. Run the set-up again when that is done.",
  );
}
