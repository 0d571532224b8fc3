import { errorMessage } from "@stash2plex/shared/error-message";

import { errorCode } from "../error-code.ts";
import { OperatorError } from "../serving/operator-error.ts";
import { version } from "../version.ts";
import { doctorCommand } from "./doctor-command.ts";
import { healthcheckCommand } from "./healthcheck-command.ts";
import { helpTexts } from "./help-texts.ts";
import { matchCommand } from "./match-command.ts";
import { pathsCommand } from "./paths-command.ts";
import { serveCommand } from "./serve-command.ts";
import { registerCommand, unregisterCommand } from "./setup/registration-commands.ts";
import { setupCommand } from "./setup/setup-command.ts";
import { steeringCommands } from "./steering/commands.ts";
import { type Command, printLine, type Terminal } from "./terminal.ts";
import { urlCommand } from "./url-command.ts";

/** The sample library is a program of its own, and loaded only when it is wanted. */
const demoCommand: Command = async (args, terminal) => {
  const { demoCommand: run } = await import("../demo/demo-command.ts");
  return run(args, terminal);
};

const commands: Readonly<Record<string, Command>> = {
  serve: serveCommand,
  doctor: doctorCommand,
  match: matchCommand,
  paths: pathsCommand,
  url: urlCommand,
  healthcheck: healthcheckCommand,
  demo: demoCommand,
  setup: setupCommand,
  register: registerCommand,
  unregister: unregisterCommand,
  ...steeringCommands,
};

const isHelp = (word: string | undefined): boolean => word === "--help" || word === "-h";

/** A message for the operator, or null when it is a fault of the program. */
function operatorMessage(
  error: unknown,
  name: string,
): { message: string; exitCode: number } | null {
  if (error instanceof OperatorError) return error;
  if (errorCode(error)?.startsWith("ERR_PARSE_ARGS") === true) {
    return { message: `${errorMessage(error)} See: stash2plex ${name} --help`, exitCode: 1 };
  }
  return null;
}

/** Runs what the arguments ask for; resolves with the exit code. */
export async function runCli(argv: readonly string[], terminal: Terminal): Promise<number> {
  const [first, ...rest] = argv;
  if (isHelp(first) || first === "help") {
    printLine(terminal, helpTexts[rest[0] ?? ""] ?? helpTexts[""] ?? "");
    return 0;
  }
  if (first === "--version" || first === "-v") {
    printLine(terminal, version);
    return 0;
  }
  const isCommand = first !== undefined && !first.startsWith("-");
  const name = isCommand ? first : "serve";
  const args = isCommand ? rest : argv;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    terminal.stderr.write(`There is no command ${name}.\n\n${helpTexts[""] ?? ""}\n`);
    return 1;
  }
  if (args.some(isHelp)) {
    printLine(terminal, helpTexts[name] ?? "");
    return 0;
  }
  try {
    return await command(args, terminal);
  } catch (error) {
    const known = operatorMessage(error, name);
    if (known === null) throw error;
    terminal.stderr.write(`${known.message}\n`);
    return known.exitCode;
  }
}
