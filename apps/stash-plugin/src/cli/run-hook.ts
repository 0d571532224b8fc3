import { dirname, join } from "node:path";

import { eventOfHook, type StashEvent } from "@stash2plex/shared/events/hook";

import { dataFiles } from "./data-folder.js";
import { type Delivery, deliver } from "./deliver.js";
import { nodeProblem } from "./node-version.js";
import type { StashLevel } from "./stash-lines.js";
import { claimWorkerStart, startWorker } from "./start-worker.js";
import { writeSpool } from "./write-spool.js";

export interface HookHost {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => number;
  readonly random: () => number;
  readonly pid: number;
  readonly nodeVersion: string;
  /** This program's own path. */
  readonly program: string;
}

export interface HookOutcome {
  readonly output?: string;
  readonly error?: string;
  readonly line: { readonly level: StashLevel; readonly text: string } | null;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const pluginDirOf = (connection: unknown, program: string): string =>
  isObject(connection) && typeof connection.PluginDir === "string" && connection.PluginDir !== ""
    ? connection.PluginDir
    : dirname(program);

const told = (event: StashEvent, delivery: Delivery, problem: string | null): HookOutcome => {
  const what = `${event.type} ${event.id}`;
  if (delivery.kind === "delivered")
    return { output: "delivered", line: { level: "trace", text: `Stash2Plex: ${what} delivered` } };
  if (problem !== null)
    return { output: "kept", line: { level: "error", text: `${what} is kept. ${problem}` } };
  return {
    output: "kept",
    line:
      delivery.kind === "failed"
        ? { level: "warning", text: `Stash2Plex: ${what} is kept for later: ${delivery.reason}` }
        : { level: "debug", text: `Stash2Plex: ${what} is kept for later` },
  };
};

/** The context of the hook in what Stash sent, or undefined where it sent a task or an operation. */
export function hookContextOf(document: unknown): unknown {
  return isObject(document) && isObject(document.args) ? document.args.hookContext : undefined;
}

/** Brings what happened to the provider, else into the spool. Nothing is lost unless the disk refuses it. */
export async function runHook(document: unknown, host: HookHost): Promise<HookOutcome> {
  const event = eventOfHook(hookContextOf(document));
  if (event === null) return { output: "nothing to do", line: null };
  const connection = isObject(document) ? document.server_connection : undefined;
  const files = dataFiles(host.env, pluginDirOf(connection, host.program));
  const delivery = await deliver(files, event, host.now);
  const problem = nodeProblem(host.nodeVersion);
  if (delivery.kind !== "delivered") {
    writeSpool(files.spool, event, { now: host.now(), pid: host.pid, random: host.random() });
    // Behind the file: a worker that is about to end looks into the spool once more (run-worker.ts).
    if (problem === null && claimWorkerStart(files.alive, host.now()))
      startWorker({ program: join(dirname(host.program), "main.cjs"), connection });
  }
  return told(event, delivery, problem);
}
