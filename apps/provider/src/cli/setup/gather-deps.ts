import { OperatorError } from "../../serving/operator-error.ts";
import type { SetupDeps } from "../../setup/setup-deps.ts";
import type { Setup } from "../../setup/setup.ts";
import type { Terminal } from "../terminal.ts";
import type { Prompter } from "./prompter.ts";
import type { SetupOptions } from "./setup-options.ts";

/** What questions are asked with. */
export interface GatherDeps {
  readonly options: SetupOptions;
  readonly setup: Setup;
  readonly deps: SetupDeps;
  readonly terminal: Terminal;
  /** Null: nobody is there to be asked. */
  readonly prompter: Prompter | null;
  /** What was found, for people. */
  readonly say: (text: string) => void;
}

/** Why it does not go on where nobody can be asked. */
export const missing = (flags: string): OperatorError =>
  new OperatorError(
    `Say ${flags}: nobody can be asked here. "stash2plex setup --help" lists what can be said.`,
  );
