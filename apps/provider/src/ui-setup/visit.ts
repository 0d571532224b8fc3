import type { Clock } from "@stash2plex/shared/clock";
import type { PlexTvPins } from "@stash2plex/shared/plex-tv";
import type { Request, Response } from "express";

import type { Setup } from "../setup/setup.ts";
import type { Draft } from "./draft.ts";
import type { Form } from "./form.ts";
import type { SetupRun } from "./run.ts";
import type { FrameContext } from "./setup-frame.ts";
import { startTask, type Task } from "./task.ts";

/** Keeps secrets out of the log and of sentences, from the moment at which they are entered. */
export interface SecretKeeper {
  readonly add: (secret: string) => void;
  readonly redact: (text: string) => string;
}

/** What this program is set to already, as far as it concerns the set-up. */
export interface OwnAddress {
  readonly publicUrl: string | null;
  readonly providerSecret: string | null;
  readonly inContainer: boolean;
}

/** What the steps work with. */
export interface StepDeps {
  readonly setup: Setup;
  /** The way to plex.tv, made when it is wanted. Throws a sentence. */
  readonly pins: () => PlexTvPins;
  readonly run: SetupRun;
  readonly clock: Clock;
  readonly secrets: SecretKeeper;
  readonly own: () => OwnAddress;
}

/** One request of somebody who has a session. */
export interface Visit {
  readonly request: Request;
  readonly response: Response;
  readonly draft: Draft;
  readonly form: Form;
  readonly context: FrameContext;
}

export type StepHandler = (visit: Visit) => Promise<void> | void;

/** Where a step puts what it answers. */
export interface StepRouter {
  get(path: string, handler: StepHandler): void;
  post(path: string, handler: StepHandler): void;
}

/** Quick answers need no waiting page. */
export const PATIENCE_MS = 1_000;

export function goTo(visit: Visit, path: string): void {
  visit.response.redirect(303, path === "" ? "/ui/setup" : `/ui/setup/${path}`);
}

/** The sentence of a failed task, without secrets, or null. */
export function failureOf(task: Task<unknown> | null, secrets: SecretKeeper): string | null {
  const state = task?.state();
  return state?.state === "failed" ? secrets.redact(state.sentence) : null;
}

/** A question with a deadline, whose answer is kept for the page that shows it. */
export function ask<Value>(
  deps: StepDeps,
  who: string,
  seconds: number,
  run: (signal: AbortSignal) => Promise<Value>,
): Task<Value> {
  return startTask(run, {
    clock: deps.clock,
    deadlineMs: seconds * 1_000,
    tooLong: `${who} did not answer within ${seconds} seconds. Try again, or look whether it is busy.`,
  });
}
