import type { Clock } from "@stash2plex/shared/clock";
import { errorMessage } from "@stash2plex/shared/error-message";

/** What a service answered, or why it did not, as a sentence. */
export type Answered<Value> = { readonly value: Value } | { readonly problem: string };

const PATIENCE_MS = 3_000;

const tooLong =
  "This was not answered in time: the database is busy, as it is during a first copy. It shows here as soon as it is.";

/** A page is shown in any case: what is not known in time, or fails, becomes a sentence in its place. */
export async function answered<Value>(
  clock: Pick<Clock, "setTimeout">,
  ask: () => Promise<Value>,
  patienceMs = PATIENCE_MS,
): Promise<Answered<Value>> {
  let giveUp = (): void => undefined;
  const patience = new Promise<Answered<Value>>((resolve) => {
    giveUp = () => resolve({ problem: tooLong });
  });
  const timer = clock.setTimeout(() => giveUp(), patienceMs);
  try {
    return await Promise.race([ask().then((value) => ({ value })), patience]);
  } catch (error) {
    return { problem: errorMessage(error) };
  } finally {
    timer.cancel();
  }
}
