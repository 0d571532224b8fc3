import { dirname } from "node:path";
import { errorMessage } from "@stash2plex/shared/error-message";

import type { Reply } from "./command.js";
import { readCommand } from "./command.js";
import { dataFiles } from "./data-folder.js";
import type { EngineParts } from "./engine-parts.js";
import { createPluginLogger } from "./plugin-logger.js";
import { runCommand } from "./run-command.js";
import { openSession } from "./session.js";
import { parseStashDocument } from "./stash-document.js";
import { progressLine, stashLines } from "./stash-lines.js";

export interface StashHost {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly program: string;
  readonly parts: EngineParts;
  readonly now: () => number;
  readonly signal: AbortSignal;
  readonly write: (descriptor: 1 | 2, text: string) => void;
}

/** The one JSON document that Stash reads from standard output (docs/reference/stash.md, 4.4). */
const documentOf = ({ error, ...output }: Reply): string =>
  JSON.stringify(error === undefined ? { output } : { error, output });

const reply = async (text: string, host: StashHost): Promise<Reply> => {
  const parsed = parseStashDocument(text);
  if (!parsed.ok) return { lines: [], error: parsed.reason };
  const { access, args, pluginDir } = parsed.document;
  const asked = readCommand(args);
  if (typeof asked === "string") return { lines: [], error: asked };
  const folder = pluginDir ?? dirname(host.program);
  const session = await openSession(access, dataFiles(host.env, folder), folder);
  const { values, provider } = session;
  const logger = createPluginLogger({
    write: (level, line) => host.write(2, stashLines(level, line)),
    detailed: values.debug_logging,
    hidesPaths: values.obfuscate_paths,
    secrets: [provider.token, values.plex_token, access.cookie ?? "", session.access.apiKey ?? ""],
  });
  const { parts, now, signal } = host;
  const progress = (done: number): void => host.write(2, progressLine(done));
  const answer = await runCommand(session, asked, { parts, logger, now, progress, signal });
  for (const line of answer.lines) logger.info(line);
  if (answer.watch !== undefined) logger.info(`Watch it at ${answer.watch}`);
  return answer;
};

/** Does one task or operation for Stash. Whatever arrives, the answer is one document and never an exception. */
export async function answerStash(text: string, host: StashHost): Promise<void> {
  const answer = await reply(text, host).catch((error: unknown) => ({
    lines: [],
    error: errorMessage(error),
  }));
  host.write(1, documentOf(answer));
}
