import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";

import { type GapKind, gapReasons } from "@stash2plex/engine/gaps";

import {
  csvText,
  followPages,
  type GapPageReport,
  jsonText,
  longestPage,
} from "../../../admin/gaps/index.ts";
import { errorCode } from "../../../error-code.ts";
import { type Command, printJson, printLine, type Terminal } from "../../terminal.ts";
import { openProvider } from "../open-provider.ts";
import type { ProviderClient } from "../provider-client.ts";
import { runComparison } from "./compare-run.ts";
import { pageSchema, repairSchema, summarySchema } from "./gap-schemas.ts";
import { headLines, pageLines, repairLines } from "./gap-words.ts";
import { type GapsArguments, readGapsArguments, type RepairBody } from "./gaps-arguments.ts";

/** There are gaps: for scripts, which must tell this from a fault. */
export const EXIT_GAPS = 3;

type Filters = GapsArguments["filters"];

const askPage = (
  client: ProviderClient,
  filters: Filters,
  limit: number,
  cursor: string | null = null,
): Promise<GapPageReport> => {
  const query = new URLSearchParams({
    ...filters,
    limit: String(limit),
    ...(cursor !== null && { cursor }),
  });
  return client.ask({ method: "GET", path: `/api/gaps?${query.toString()}` }, pageSchema);
};

/** One page of so many, or page after page. */
async function* askPages(
  client: ProviderClient,
  { filters, limit }: GapsArguments,
): AsyncGenerator<GapPageReport> {
  if (limit !== null) yield await askPage(client, filters, limit);
  else yield* followPages((cursor) => askPage(client, filters, longestPage, cursor));
}

async function printTable(
  client: ProviderClient,
  asked: GapsArguments,
  terminal: Terminal,
): Promise<void> {
  const summary = await client.ask({ method: "GET", path: "/api/gaps/summary" }, summarySchema);
  const gaps: GapPageReport["gaps"][number][] = [];
  let total = 0;
  for await (const page of askPages(client, asked)) {
    gaps.push(...page.gaps);
    total = page.total;
  }
  for (const line of [...headLines(summary), ...pageLines({ gaps, total })])
    printLine(terminal, line);
}

async function write(terminal: Terminal, pieces: AsyncIterable<string>): Promise<void> {
  try {
    await pipeline(Readable.from(pieces), terminal.stdout, { end: false });
  } catch (error) {
    // The program that reads it, such as `head`, has seen enough.
    if (errorCode(error) !== "EPIPE") throw error;
  }
}

async function print(
  client: ProviderClient,
  asked: GapsArguments,
  terminal: Terminal,
): Promise<void> {
  const pages = askPages(client, asked);
  if (asked.format === "csv") await write(terminal, csvText(pages));
  else if (asked.format === "table") await printTable(client, asked, terminal);
  else if (asked.limit === null) await write(terminal, jsonText(pages));
  else for await (const page of pages) printJson(terminal, page);
}

/** Whether there are gaps that matter to the caller. */
async function areThereGaps(
  client: ProviderClient,
  { filters, failOn }: GapsArguments,
): Promise<boolean> {
  const open: Filters = { ...filters, state: "open" };
  const count = async (more: Filters): Promise<number> =>
    (await askPage(client, { ...open, ...more }, 1)).total;
  if (failOn === null) return filters.state !== "closed" && (await count({})) > 0;
  const { kind: only, reason } = filters;
  const isAsked = (kind: GapKind): boolean =>
    (only === undefined || only === kind) &&
    (reason === undefined || gapReasons[kind].some((each) => each === reason));
  for (const kind of failOn.filter(isAsked)) if ((await count({ kind })) > 0) return true;
  return false;
}

async function repair(
  client: ProviderClient,
  body: RepairBody,
  { format }: GapsArguments,
  terminal: Terminal,
): Promise<void> {
  const question = { method: "POST", path: "/api/gaps/repair", body } as const;
  const report = await client.ask(question, repairSchema);
  if (format === "json") printJson(terminal, report);
  else for (const line of repairLines(report)) printLine(terminal, line);
}

export const gapsCommand: Command = async (args, terminal) => {
  const asked = readGapsArguments(args);
  const client = openProvider(terminal, asked.url);
  if (asked.compare) await runComparison(client, terminal);
  if (asked.repair !== null) {
    await repair(client, asked.repair, asked, terminal);
    return 0;
  }
  await print(client, asked, terminal);
  return (await areThereGaps(client, asked)) ? EXIT_GAPS : 0;
};
