import { runCli } from "../src/cli/run-cli.ts";
import { fakeTerminal, type FakeTerminal } from "./fake-terminal.ts";

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Started {
  readonly terminal: FakeTerminal;
  readonly ended: Promise<Ended>;
}

/** A command as somebody types it, beside a provider on this port. */
export function startCommand(
  port: number,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Started {
  const terminal = fakeTerminal({ DATA_DIR: "/nonexistent", PORT: String(port), ...env });
  const ended = runCli(argv, terminal).then((code) => ({
    code,
    out: terminal.out(),
    err: terminal.err(),
  }));
  return { terminal, ended };
}
