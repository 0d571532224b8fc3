import { networkInterfaces } from "node:os";
import { parseArgs } from "node:util";

import { registrationUrls } from "../registration-urls.ts";
import { isInContainer } from "../serving/container.ts";
import { OperatorError } from "../serving/operator-error.ts";
import { EXIT_SETTINGS } from "../serving/operator-error.ts";
import { type Command, printJson, printLine, settingsOf } from "./terminal.ts";

export const urlCommand: Command = (args, terminal) => {
  const { values } = parseArgs({ args: [...args], options: { json: { type: "boolean" } } });
  const { settings, faults } = settingsOf(terminal);
  const fault = faults.find(({ setting }) =>
    ["PORT", "HOST", "PUBLIC_URL", "PROVIDER_SECRET"].includes(setting),
  );
  if (fault !== undefined) throw new OperatorError(fault.message, EXIT_SETTINGS);
  const { port, host, publicUrl, providerSecret } = settings;
  const inContainer = isInContainer(terminal.env);
  const interfaces = networkInterfaces();
  const urls = registrationUrls({ port, host, publicUrl, providerSecret, interfaces, inContainer });
  if (values.json === true)
    printJson(
      terminal,
      urls.map(({ url, warning }) => ({ url, warning })),
    );
  else {
    for (const { url, warning } of urls) {
      printLine(terminal, warning === null ? url : `${url}   (${warning})`);
    }
  }
  return Promise.resolve(0);
};
