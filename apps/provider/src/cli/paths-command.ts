import { parseArgs } from "node:util";

import { silentLogger } from "@stash2plex/shared/log";

import { createRulebook } from "../path-rules/rulebook.ts";
import { testPath } from "../path-rules/test-path.ts";
import { OperatorError } from "../serving/operator-error.ts";
import { openOfflineMirror } from "./offline-mirror.ts";
import { suggestCommand } from "./suggest-command.ts";
import { type Command, printJson, printLine, settingsOf } from "./terminal.ts";

const testCommand: Command = (args, terminal) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { json: { type: "boolean" } },
    allowPositionals: true,
  });
  const [path, another] = positionals;
  if (path === undefined || another !== undefined) {
    throw new OperatorError('Write: stash2plex paths test "/path/in/Plex/Name.mp4"');
  }
  const { settings } = settingsOf(terminal);
  const mirror = openOfflineMirror(settings.dataDir);
  try {
    const input = settings.pathRules;
    const rulebook = createRulebook({ input, reader: mirror.reader, logger: silentLogger });
    const result = testPath(path, rulebook.rules(), mirror.reader);
    const refused = rulebook.reports().filter((rule) => rule.refused !== null);
    if (values.json === true) printJson(terminal, { ...result, refused });
    else {
      for (const rule of refused)
        printLine(terminal, `${rule.name}: not used, ${rule.refused ?? ""}`);
      for (const line of result.explanation) printLine(terminal, line);
    }
    return Promise.resolve(result.known ? 0 : 1);
  } finally {
    mirror.close();
  }
};

export const pathsCommand: Command = (args, terminal) => {
  const [action, ...rest] = args;
  if (action === "test") return testCommand(rest, terminal);
  if (action === "suggest") return suggestCommand(rest, terminal);
  throw new OperatorError(
    'Write: stash2plex paths test "/path/in/Plex/Name.mp4", or: stash2plex paths suggest',
  );
};
