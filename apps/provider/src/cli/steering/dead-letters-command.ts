import { letterLines } from "@stash2plex/engine/engine/words";

import { parseArgs } from "node:util";

import * as z from "zod";

import { EXIT_FAILED, OperatorError } from "../../serving/operator-error.ts";
import { type Command, printJson, printLine } from "../terminal.ts";
import { openProvider, steeringOptions } from "./open-provider.ts";
import { plainText } from "./plain-table.ts";
import type { Question } from "./provider-client.ts";
import { readIds, readNumber } from "./read-numbers.ts";

const options = {
  ...steeringOptions,
  retry: { type: "string" },
  purge: { type: "string" },
  "older-than": { type: "string" },
  limit: { type: "string" },
} as const;

const listSchema = z.looseObject({
  total: z.number(),
  deadLetters: z.array(
    z.looseObject({
      id: z.number(),
      sceneId: z.number(),
      attempts: z.number(),
      error: z.string(),
      diedAt: z.number(),
    }),
  ),
});

const changedSchema = z.union([
  z.object({ schema: z.number(), retried: z.number() }),
  z.object({ schema: z.number(), removed: z.number() }),
]);

const shownLetters = "50";
const mostDays = 36_500;

interface Change {
  readonly question: Question;
  /** Letters that were named, all of which should be there. */
  readonly named: number;
  readonly done: string;
}

function retryOf(text: string): Change {
  const ids = readIds(text, "--retry");
  const body = ids === null ? {} : { ids };
  return {
    question: { method: "POST", path: "/api/dead-letters/retry", body },
    named: new Set(ids).size,
    done: "went back to the queue",
  };
}

function purgeOf(text: string, olderThan: string | undefined): Change {
  const ids = readIds(text, "--purge");
  if (ids !== null && olderThan !== undefined)
    throw new OperatorError("--older-than goes with --purge all.");
  const query = [
    ...(ids === null ? [] : [`ids=${ids.join(",")}`]),
    ...(olderThan === undefined ? [] : [`days=${readNumber(olderThan, "--older-than", mostDays)}`]),
  ];
  const path = `/api/dead-letters${query.length === 0 ? "" : `?${query.join("&")}`}`;
  return {
    question: { method: "DELETE", path },
    named: new Set(ids).size,
    done: "were forgotten",
  };
}

/** What is to be done; null: they are only shown. */
function changeOf(
  retry: string | undefined,
  purge: string | undefined,
  olderThan: string | undefined,
): Change | null {
  if (retry !== undefined && purge !== undefined)
    throw new OperatorError("Give --retry or --purge, not both.");
  if (olderThan !== undefined && purge === undefined)
    throw new OperatorError("--older-than goes with --purge all.");
  if (retry !== undefined) return retryOf(retry);
  return purge === undefined ? null : purgeOf(purge, olderThan);
}

export const deadLettersCommand: Command = async (args, terminal) => {
  const { values } = parseArgs({ args: [...args], options });
  const change = changeOf(values.retry, values.purge, values["older-than"]);
  const limit = readNumber(values.limit ?? shownLetters, "--limit", 1_000);
  const client = openProvider(terminal, values.url);
  if (change !== null) {
    const answer = await client.ask(change.question, changedSchema);
    const changed = "retried" in answer ? answer.retried : answer.removed;
    const missing = change.named - changed;
    if (values.json === true) printJson(terminal, answer);
    else printLine(terminal, `${changed} dead letters ${change.done}.`);
    if (missing > 0) terminal.stderr.write(`${missing} of those named are no dead letters.\n`);
    return missing > 0 ? EXIT_FAILED : 0;
  }
  const path = `/api/dead-letters?limit=${limit}`;
  const list = await client.ask({ method: "GET", path }, listSchema);
  if (values.json === true) {
    printJson(terminal, list);
    return 0;
  }
  for (const line of letterLines(list.deadLetters)) printLine(terminal, plainText(line));
  const more = list.total - list.deadLetters.length;
  if (more > 0) printLine(terminal, `(${more} more; --limit shows them)`);
  return 0;
};
