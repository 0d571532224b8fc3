import { parseArgs } from "node:util";

import * as z from "zod";

import { type Command, printJson, printLine } from "../terminal.ts";
import { openProvider, steeringOptions } from "./open-provider.ts";
import { plainText } from "./plain-table.ts";
import { readSceneId } from "./read-numbers.ts";

const explanationSchema = z.looseObject({ sceneId: z.number(), lines: z.array(z.string()) });
const queuedSchema = z.looseObject({ sceneId: z.number(), accepted: z.number() });

/** The first question may have to wait until all of Plex was read once. */
const explainMs = 300_000;

const argumentsOf = (args: readonly string[]) =>
  parseArgs({ args: [...args], options: steeringOptions, allowPositionals: true });

export const explainCommand: Command = async (args, terminal) => {
  const { values, positionals } = argumentsOf(args);
  const path = `/api/scenes/${readSceneId(positionals, "explain")}/explain`;
  const explanation = await openProvider(terminal, values.url).ask(
    { method: "GET", path, deadlineMs: explainMs },
    explanationSchema,
  );
  if (values.json === true) printJson(terminal, explanation);
  else for (const line of explanation.lines) printLine(terminal, plainText(line));
  return 0;
};

export const syncCommand: Command = async (args, terminal) => {
  const { values, positionals } = argumentsOf(args);
  const id = readSceneId(positionals, "sync");
  const path = `/api/scenes/${id}/sync`;
  const client = openProvider(terminal, values.url);
  const queued = await client.ask({ method: "POST", path }, queuedSchema);
  if (values.json === true) printJson(terminal, queued);
  else {
    printLine(terminal, `Scene ${id} is in the queue and comes next.`);
    printLine(terminal, `"stash2plex explain ${id}" shows what came of it.`);
  }
  return 0;
};
