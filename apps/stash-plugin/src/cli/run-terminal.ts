import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { errorMessage } from "@stash2plex/shared/error-message";

import { adoptLibrary } from "./adopt-library.js";
import { readCommand, type Reply } from "./command.js";
import { type DataFiles, dataFiles } from "./data-folder.js";
import type { EngineParts } from "./engine-parts.js";
import { createPluginLogger } from "./plugin-logger.js";
import { previewHook } from "./preview-hook.js";
import { readProviderAddress } from "./provider-address.js";
import { readInput } from "./read-input.js";
import { type CommandHost, runCommand } from "./run-command.js";
import { openSession, type Session } from "./session.js";
import { accessFromEnvironment } from "./terminal-access.js";
import {
  helpText,
  readTerminalArguments,
  type TerminalArguments,
  type TerminalRequest,
} from "./terminal-arguments.js";

export interface TerminalHost {
  readonly words: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly program: string;
  readonly parts: EngineParts;
  readonly now: () => number;
  readonly signal: AbortSignal;
  readonly write: (descriptor: 1 | 2, text: string) => void;
  readonly work: (files: DataFiles, pluginDir: string) => Promise<void>;
}

const ask = async (
  request: Extract<TerminalRequest, { readonly kind: "command" | "adopt" }>,
  session: Session,
  host: CommandHost,
): Promise<Reply> => {
  if (request.kind === "adopt") return adoptLibrary(session, request, host);
  const asked = readCommand(request.args);
  return typeof asked === "string" ? { lines: [], error: asked } : runCommand(session, asked, host);
};

const answer = async (
  request: Extract<TerminalRequest, { readonly kind: "command" | "adopt" }>,
  files: DataFiles,
  host: TerminalHost,
): Promise<Reply> => {
  const session = await openSession(accessFromEnvironment(host.env), files, dirname(host.program));
  const { values, provider, access } = session;
  const logger = createPluginLogger({
    write: (level, line) => {
      const isTold = level === "warning" || level === "error" || values.debug_logging;
      if (isTold) host.write(2, `${level}: ${line}\n`);
    },
    detailed: values.debug_logging,
    hidesPaths: values.obfuscate_paths,
    secrets: [provider.token, values.plex_token, access.apiKey ?? ""],
  });
  const { parts, now, signal } = host;
  return ask(request, session, { parts, logger, now, signal, progress: () => undefined });
};

const show = (reply: Reply, { json }: TerminalArguments, host: TerminalHost): number => {
  if (json) host.write(1, `${JSON.stringify(reply)}\n`);
  else {
    for (const line of reply.lines) host.write(1, `${line}\n`);
    if (reply.watch !== undefined) host.write(1, `Watch it at ${reply.watch}\n`);
    if (reply.error !== undefined) host.write(2, `${reply.error}\n`);
  }
  return reply.error === undefined ? 0 : 1;
};

/** Does what was typed in a terminal, and answers the exit code. */
export async function runTerminal(host: TerminalHost): Promise<number> {
  const given = readTerminalArguments(host.words);
  const { request } = given;
  const files = dataFiles(host.env, dirname(host.program));
  try {
    switch (request.kind) {
      case "help":
        host.write(1, helpText);
        return 0;
      case "wrong":
        host.write(2, `${request.reason}\n`);
        return 64;
      case "worker":
        await host.work(files, dirname(host.program));
        return 0;
      case "preview": {
        const text = request.file === "-" ? readInput(0) : readFileSync(request.file, "utf8");
        return show(previewHook(text, readProviderAddress(files.provider)), given, host);
      }
      default:
        return show(await answer(request, files, host), given, host);
    }
  } catch (error) {
    return show({ lines: [], error: errorMessage(error) }, given, host);
  }
}
