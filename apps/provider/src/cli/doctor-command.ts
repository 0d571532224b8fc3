import { networkInterfaces } from "node:os";
import { parseArgs } from "node:util";

import { examine } from "../doctor/examine.ts";
import type { Finding } from "../doctor/finding.ts";
import { createRedact, type Redact } from "../logging/redaction.ts";
import { isInContainer } from "../serving/container.ts";
import { EXIT_FAILED, EXIT_SETTINGS } from "../serving/operator-error.ts";
import { secretValues } from "../settings/settings.ts";
import { version } from "../version.ts";
import { plainText } from "./steering/plain-table.ts";
import { type Command, printLine, settingsOf } from "./terminal.ts";

const marks = {
  ok: "ok     ",
  warning: "warning",
  error: "ERROR  ",
  unchecked: "?      ",
} as const;

function asText(findings: readonly Finding[]): string {
  // File names and titles of other servers are among the sentences.
  const lines = findings.flatMap(({ severity, id, message, remedy }) => [
    `${marks[severity]}  ${id}: ${plainText(message)}`,
    ...(remedy === null ? [] : [`         ${plainText(remedy)}`]),
  ]);
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const sum = errors === 0 ? "Nothing is wrong." : `${errors} of ${findings.length} checks failed.`;
  return [...lines, "", sum].join("\n");
}

function exitCodeOf(findings: readonly Finding[]): number {
  const errors = findings.filter(({ severity }) => severity === "error");
  if (errors.some(({ id }) => id.startsWith("settings"))) return EXIT_SETTINGS;
  return errors.length > 0 ? EXIT_FAILED : 0;
}

export const doctorCommand: Command = async (args, terminal) => {
  const { values } = parseArgs({ args: [...args], options: { json: { type: "boolean" } } });
  const loaded = settingsOf(terminal);
  const secrets = new Set(secretValues(loaded.settings));
  const findings = await examine({
    loaded,
    withThoseInStash: (inStash) => {
      const { settings } = settingsOf(terminal, inStash);
      for (const secret of secretValues(settings)) secrets.add(secret);
      return settings;
    },
    interfaces: networkInterfaces(),
    inContainer: isInContainer(terminal.env),
    version,
    nodeVersion: process.version,
    platform: terminal.platform,
    stopping: terminal.stopping,
  });
  const redact: Redact = createRedact([...secrets]);
  const exitCode = exitCodeOf(findings);
  const text =
    values.json === true
      ? JSON.stringify({ schema: 1, ok: exitCode === 0, findings }, null, 2)
      : asText(findings);
  printLine(terminal, redact(text));
  return exitCode;
};
