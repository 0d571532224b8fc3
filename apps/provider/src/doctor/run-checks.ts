import { errorMessage } from "@stash2plex/shared/error-message";

import { type Finding, unchecked } from "./finding.ts";

/** Something that is looked at; its findings have ids that begin with its own. */
export interface Check {
  readonly id: string;
  /** What it looks at, as the beginning of a sentence. */
  readonly what: string;
  readonly run: (signal: AbortSignal) => Promise<readonly Finding[]> | readonly Finding[];
}

async function runOne({ id, what, run }: Check, deadlineMs: number): Promise<readonly Finding[]> {
  const deadline = AbortSignal.timeout(deadlineMs);
  const late = new Promise<readonly Finding[]>((resolve) => {
    const tell = (): void =>
      resolve([unchecked(id, `${what} could not be checked within ${deadlineMs / 1_000} s.`)]);
    deadline.addEventListener("abort", tell, { once: true });
  });
  // A check that throws at once is a check that failed, too.
  const done = (async () => run(deadline))().catch((error: unknown) => [
    unchecked(id, `${what} could not be checked: ${errorMessage(error)}`),
  ]);
  return Promise.race([done, late]);
}

/** Runs all at once; findings come in the order of the checks, and one that hangs holds up no other. */
export async function runChecks(
  checks: readonly Check[],
  deadlineMs: number,
): Promise<readonly Finding[]> {
  const found = await Promise.all(checks.map((check) => runOne(check, deadlineMs)));
  return found.flat();
}
