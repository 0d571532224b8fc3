import { queueLines } from "@stash2plex/engine/engine/words";

import { parseArgs } from "node:util";

import * as z from "zod";

import { mirrorLines, plexLines } from "../../intake/reply-lines.ts";
import { EXIT_FAILED } from "../../serving/operator-error.ts";
import { type Command, printJson, printLine } from "../terminal.ts";
import { openProvider, steeringOptions } from "./open-provider.ts";
import { plainText } from "./plain-table.ts";
import { type ProviderClient, RefusedError } from "./provider-client.ts";

const time = z.number().nullable();
const problem = z.looseObject({ problem: z.string().nullable() });

const providerSchema = z.looseObject({
  version: z.string(),
  state: z.string(),
  problems: z.array(z.string()),
  stash: problem,
  mirror: z.looseObject({ phase: z.string(), scenes: z.number(), freshAsOf: time }),
});

const syncSchema = z.looseObject({
  worker: z.enum(["off", "running", "paused", "elsewhere"]),
  problem: z.string().nullable(),
  queue: z.looseObject({
    ready: z.number(),
    later: z.number(),
    running: z.number(),
    deadLetters: z.number(),
  }),
  plex: z.looseObject({ phase: z.string(), items: z.number(), freshAsOf: time, plex: problem }),
  doorbell: z.looseObject({ listening: z.boolean(), lastHeard: time }),
  lastDoneAt: time,
  run: z.looseObject({ checked: z.number(), total: time, chosen: z.number() }).nullish(),
  running: z
    .looseObject({ id: z.number(), name: z.string(), of: z.string(), dryRun: z.boolean() })
    .nullable(),
});

type Provider = z.infer<typeof providerSchema>;
type Sync = z.infer<typeof syncSchema>;

/** The work on Plex, or why there is none. */
async function askSync(client: ProviderClient): Promise<Sync | string> {
  try {
    return await client.ask({ method: "GET", path: "/api/sync" }, syncSchema);
  } catch (error) {
    if (error instanceof RefusedError && error.status === 409) return error.message;
    throw error;
  }
}

function farWords(run: Sync["run"]): string {
  if (run === null || run === undefined) return "";
  const { checked, total } = run;
  return `, ${checked}${total === null ? "" : ` of ${total}`} looked at`;
}

function runLines({ running, run }: Sync): readonly string[] {
  if (running === null) return [];
  const { id, name, of, dryRun } = running;
  return [`Run ${id}: ${name} ${of}${dryRun ? " (dry run)" : ""}${farWords(run)}`];
}

function textOf(provider: Provider, sync: Sync | string): readonly string[] {
  const { version, state, problems, mirror } = provider;
  return [
    `Provider ${version}: ${state}`,
    ...problems.map((sentence) => `  ${sentence}`),
    // The problem of Stash stands among those of the provider.
    ...mirrorLines({ ...mirror, stash: { problem: null } }),
    ...(typeof sync === "string"
      ? [sync]
      : [...plexLines(sync), ...queueLines(sync), ...runLines(sync)]),
  ];
}

const isTroubled = ({ problems }: Provider, sync: Sync | string): boolean =>
  problems.length > 0 ||
  (typeof sync !== "string" && (sync.problem !== null || sync.plex.plex.problem !== null));

export const statusCommand: Command = async (args, terminal) => {
  const { values } = parseArgs({ args: [...args], options: steeringOptions });
  const client = openProvider(terminal, values.url);
  const provider = await client.ask({ method: "GET", path: "/api/status" }, providerSchema);
  const sync = await askSync(client);
  if (values.json === true) {
    const isOff = typeof sync === "string";
    printJson(terminal, {
      schema: 1,
      provider,
      sync: isOff ? null : sync,
      off: isOff ? sync : null,
    });
  } else for (const line of textOf(provider, sync)) printLine(terminal, plainText(line));
  return isTroubled(provider, sync) ? EXIT_FAILED : 0;
};
