import type { Command } from "../terminal.ts";
import { adoptCommand } from "./adopt-command.ts";
import { deadLettersCommand } from "./dead-letters-command.ts";
import { gapsCommand } from "./gaps/gaps-command.ts";
import { jobsCommand } from "./jobs-command.ts";
import { queueCommand } from "./queue-command.ts";
import { reconcileCommand } from "./reconcile-command.ts";
import { explainCommand, syncCommand } from "./scene-commands.ts";
import { statusCommand } from "./status-command.ts";

/** Commands that speak with the running provider. */
export const steeringCommands: Readonly<Record<string, Command>> = {
  status: statusCommand,
  sync: syncCommand,
  explain: explainCommand,
  reconcile: reconcileCommand,
  gaps: gapsCommand,
  jobs: jobsCommand,
  queue: queueCommand,
  "dead-letters": deadLettersCommand,
  adopt: adoptCommand,
};
