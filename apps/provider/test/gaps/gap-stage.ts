import { setTimeout as wait } from "node:timers/promises";

import type { PmsServer, PmsServerOptions } from "@stash2plex/simulators/pms-server";
import { startPmsServer } from "@stash2plex/simulators/pms-server";
import * as z from "zod";

import { stageDatabase } from "../push/stage-database.ts";
import { type Running, startRunning } from "../running-provider.ts";
import type { GapWorld } from "./gap-world.ts";
import { ourSections } from "./gap-world.ts";

/** A gap as the report tells it, as far as it is judged. */
export type ReportedGap = z.infer<typeof gapSchema>;

const gapSchema = z.object({
  id: z.number(),
  kind: z.string(),
  reason: z.string(),
  explanation: z.string().min(10),
  sceneId: z.coerce.number().nullable(),
  stashPath: z.string().nullable(),
  ratingKey: z.string().nullable(),
  plexPath: z.string().nullable(),
  firstSeen: z.string().or(z.number()),
  lastSeen: z.string().or(z.number()),
  closedAt: z.string().or(z.number()).nullable(),
  repair: z.unknown(),
});

const pageSchema = z.object({
  total: z.number(),
  counts: z.record(z.string(), z.number()),
  next: z.string().nullable(),
  gaps: z.array(gapSchema),
});

const jobsSchema = z.object({
  jobs: z.array(
    z.object({ name: z.string(), running: z.boolean(), problem: z.string().nullable() }),
  ),
});

/** Both servers, with a provider between them that compares. */
export interface GapStage extends Running {
  readonly pms: PmsServer;
  readonly world: GapWorld;
  /** Runs a job to its end; answers what went wrong, as a sentence, or null. */
  job(name: string): Promise<string | null>;
  /** Has the provider see both sides as they are now. */
  look(): Promise<void>;
  /** Resolves when nothing is due and Plex does nothing any more. */
  rest(): Promise<void>;
  /** All pages of the report. */
  gaps(state?: "open" | "closed"): Promise<readonly ReportedGap[]>;
  /** The report on gaps, counts included, of one page. */
  page(query: string): Promise<z.infer<typeof pageSchema>>;
  /** Compares and gives the open gaps. */
  compared(): Promise<readonly ReportedGap[]>;
  eventually<T>(look: () => T | Promise<T>, holds: (value: T) => boolean): Promise<T>;
  /** Starts the provider that was stopped. */
  begin(changed?: Readonly<Record<string, string>>): Promise<void>;
  /** Ends the provider and starts it anew. */
  again(changed?: Readonly<Record<string, string>>): Promise<void>;
  /** A file appears on Plex's disk, and its folder is scanned. */
  plexFinds(
    path: string,
    facts?: { readonly size?: number; readonly duration?: number },
  ): Promise<void>;
  /** A file vanishes from Plex's disk, and its folder is scanned. */
  plexLoses(path: string): Promise<void>;
  /** A person uses "Fix Match". */
  fixMatch(path: string, guid: string): Promise<void>;
}

/** Whether edits reach Plex by themselves. */
export const watching = { PLEX_SYNC: "off" } as const;
export const writing = { PLEX_SYNC: "on" } as const;

/** Other work may keep the machine busy. */
const longestMs = 45_000;
const lookEveryMs = 20;
const perPage = 37;

/** Resolves as soon as the condition holds; fails after a while with what was there. */
export async function eventually<T>(
  look: () => T | Promise<T>,
  holds: (value: T) => boolean,
): Promise<T> {
  const end = Date.now() + longestMs;
  for (;;) {
    const value = await look();
    if (holds(value)) return value;
    if (Date.now() > end) throw new Error(`Waited in vain; there is ${JSON.stringify(value)}.`);
    await wait(lookEveryMs);
  }
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/"));

const stages = new Set<GapStage>();

/** Ends the stages that were started; answers how their requests broke the contract of Plex. */
export async function closeGapStages(): Promise<readonly string[]> {
  const broken: string[] = [];
  for (const stage of stages) {
    await stage.close();
    broken.push(...stage.pms.violations());
  }
  stages.clear();
  return broken;
}

export interface GapStageOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly plex?: Omit<PmsServerOptions, "sections">;
}

/** Starts both servers as the world has them, and a provider that has copied both. */
export async function startGapStage(
  world: GapWorld,
  { env = {}, plex = {} }: GapStageOptions = {},
): Promise<GapStage> {
  const pms = await startPmsServer({ ...plex, sections: world.sections() });
  const running = await startRunning({
    library: world.library,
    env: {
      PLEX_URL: pms.url,
      PLEX_TOKEN: pms.token,
      PLEX_FOLLOW_INTERVAL: "10s",
      PLEX_MAX_EDITS_PER_SECOND: "1000",
      PATH_RULES: world.rules(),
      COMPARE_SCHEDULE: "manual",
      ARTWORK: "off",
      LOG_LEVEL: "info",
      ...env,
    },
  });
  const { dataDir, url, close } = running;
  const ask: Running["ask"] = (path, request) => running.ask(path, request);
  const database = stageDatabase(dataDir);
  await running.until(({ phase }) => phase === "ready");
  const keys = pms.sections().filter(({ title }) => ourSections.some((own) => own === title));
  await pms.useProvider(
    url,
    keys.map(({ key }) => key),
  );

  const jobs = async () => jobsSchema.parse((await ask("/api/jobs")).json()).jobs;
  const job = async (name: string): Promise<string | null> => {
    const { status } = await ask(`/api/jobs/${name}/run`, { method: "POST" });
    if (status !== 202) return `The job ${name} was answered ${status}.`;
    const ended = await eventually(
      async () => (await jobs()).find((one) => one.name === name),
      (one) => one?.running === false,
    );
    return ended?.problem ?? null;
  };
  const look = async (): Promise<void> => {
    for (const name of ["full-pass", "plex-pass"]) {
      const problem = await job(name);
      if (problem !== null) throw new Error(`${name}: ${problem}`);
    }
  };
  const page = async (query: string) => pageSchema.parse((await ask(`/api/gaps?${query}`)).json());
  const gaps = async (state: "open" | "closed" = "open"): Promise<readonly ReportedGap[]> => {
    const all: ReportedGap[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const from: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const one: z.infer<typeof pageSchema> = await page(`state=${state}&limit=${perPage}${from}`);
      all.push(...one.gaps);
      cursor = one.next;
    }
    return all;
  };
  const keyOf = (path: string): string =>
    pms.sections().find(({ title }) => title === world.sectionOf(path))?.key ?? "";
  const scanFolder = (path: string): Promise<void> => pms.scan(keyOf(path), folderOf(path));

  const stage: GapStage = Object.assign(running, {
    pms,
    world,
    job,
    look,
    rest: async () => {
      const isDue = async (): Promise<number> => {
        const { queue } = z
          .object({ queue: z.object({ ready: z.number(), running: z.number() }) })
          .parse((await ask("/api/sync")).json());
        return queue.ready + queue.running + database.marked();
      };
      await eventually(isDue, (due) => due === 0);
      await pms.idle();
    },
    gaps,
    page,
    compared: async () => {
      const problem = await job("compare");
      if (problem !== null) throw new Error(`No comparison: ${problem}`);
      return gaps();
    },
    eventually,
    again: async (changed: Readonly<Record<string, string>> = {}) => {
      await running.stopProvider();
      await stage.begin(changed);
    },
    begin: async (changed: Readonly<Record<string, string>> = {}) => {
      await running.restart(changed);
      await running.until(({ phase }) => phase === "ready");
      // The thread that writes begins after the server.
      const path = changed.PLEX_SYNC === "off" ? "/api/gaps/summary" : "/api/sync";
      await eventually(
        async () => (await ask(path)).status,
        (status) => status === 200,
      );
    },
    plexFinds: async (
      path: string,
      facts: { readonly size?: number; readonly duration?: number } = {},
    ) => {
      pms.addFile(path, facts);
      await scanFolder(path);
    },
    plexLoses: async (path: string) => {
      pms.removeFile(path);
      await scanFolder(path);
    },
    fixMatch: async (path: string, guid: string) => {
      const { id } = pms.itemOfFile(path);
      const query = new URLSearchParams({
        guid,
        name: "chosen by hand",
        "X-Plex-Token": pms.token,
      });
      const answer = await fetch(`${pms.url}/library/metadata/${id}/match?${query.toString()}`, {
        method: "PUT",
      });
      if (!answer.ok) throw new Error(`Plex answered ${answer.status} to Fix Match.`);
      await pms.idle();
    },
    close: async () => {
      await close();
      await pms.close();
    },
  });
  stages.add(stage);
  await eventually(
    () => job("plex-pass"),
    (problem) => problem === null,
  );
  return stage;
}
