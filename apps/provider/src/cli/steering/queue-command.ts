import { when } from "@stash2plex/engine/engine/words";

import { parseArgs } from "node:util";

import * as z from "zod";

import { type Command, printJson, printLine } from "../terminal.ts";
import { openProvider, steeringOptions } from "./open-provider.ts";
import { plainTable } from "./plain-table.ts";
import { readNumber } from "./read-numbers.ts";

const options = {
  ...steeringOptions,
  clear: { type: "boolean" },
  limit: { type: "string" },
} as const;

const rowSchema = z.looseObject({
  sceneId: z.number(),
  causes: z.array(z.string()),
  attempts: z.number(),
  waitingSince: z.number().nullable(),
  dueAt: z.number(),
  running: z.boolean(),
  error: z.string().nullable(),
});

const queueSchema = z.looseObject({
  counts: z.looseObject({
    ready: z.number(),
    later: z.number(),
    running: z.number(),
    deadLetters: z.number(),
  }),
  rows: z.array(rowSchema),
});

const clearedSchema = z.looseObject({ removed: z.number() });

const shownRows = "50";

function stateOf({ running, waitingSince, dueAt }: z.infer<typeof rowSchema>): string {
  if (running) return "in work";
  return waitingSince === null ? `due ${when(dueAt)}` : `not in Plex yet, looked at ${when(dueAt)}`;
}

function textOf({ counts, rows }: z.infer<typeof queueSchema>): readonly string[] {
  const { ready, later, running, deadLetters } = counts;
  const more = ready + later + running - rows.length;
  return [
    `Queue: ${ready} due, ${later} for later, ${running} in work, ${deadLetters} dead letters`,
    ...plainTable(
      rows.map((row) => [
        `scene ${row.sceneId}`,
        stateOf(row),
        row.causes.join(", "),
        row.error === null ? "" : `try ${row.attempts}: ${row.error}`,
      ]),
    ),
    ...(more > 0 ? [`(${more} more; --limit shows them)`] : []),
  ];
}

export const queueCommand: Command = async (args, terminal) => {
  const { values } = parseArgs({ args: [...args], options });
  const limit = readNumber(values.limit ?? shownRows, "--limit", 1_000);
  const client = openProvider(terminal, values.url);
  if (values.clear === true) {
    const cleared = await client.ask({ method: "DELETE", path: "/api/queue" }, clearedSchema);
    if (values.json === true) printJson(terminal, cleared);
    else printLine(terminal, `${cleared.removed} entries were taken away.`);
    return 0;
  }
  const queue = await client.ask({ method: "GET", path: `/api/queue?limit=${limit}` }, queueSchema);
  if (values.json === true) printJson(terminal, queue);
  else for (const line of textOf(queue)) printLine(terminal, line);
  return 0;
};
