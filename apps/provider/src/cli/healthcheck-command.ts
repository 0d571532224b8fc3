import { ownAddress } from "./own-address.ts";
import { type Command, settingsOf } from "./terminal.ts";

const TIMEOUT_MS = 3_000;

export const healthcheckCommand: Command = async (_args, terminal) => {
  const address = `${ownAddress(settingsOf(terminal).settings)}/healthz`;
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    await answer.body?.cancel();
    if (answer.ok) return 0;
    terminal.stderr.write(`${address} answered ${answer.status}.\n`);
  } catch {
    terminal.stderr.write(`${address} does not answer. Is the provider running, on this PORT?\n`);
  }
  return 1;
};
