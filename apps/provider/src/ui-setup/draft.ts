import type { PlexCheck, PreviewRow, RuleProposal, SetupStep, StashCheck } from "../setup/setup.ts";
import type { KeptSecret } from "./kept-secret.ts";
import type { PlexLogin } from "./plex-login.ts";
import type { Task } from "./task.ts";

/** A server as it was entered. */
export interface EnteredServer {
  address: string;
  secret: KeptSecret | null;
}

/** What is asked at the end. */
export interface EnteredChoices {
  readonly assignSections: boolean;
  readonly adopt: boolean;
  readonly installPlugin: boolean;
  /** Without the secret segment. */
  readonly addressForPlex: string;
  readonly addressForStash: string;
}

/** The questions to others, by name. */
export interface Tasks {
  stash: Task<StashCheck> | null;
  plex: Task<PlexCheck> | null;
  rules: Task<RuleProposal> | null;
  preview: Task<readonly PreviewRow[]> | null;
  plan: Task<readonly SetupStep[]> | null;
}

/** Everything that was entered so far, and what was found out with it. It stays in this process. */
export interface Draft {
  readonly stash: EnteredServer;
  readonly plex: EnteredServer;
  withoutPlex: boolean;
  login: PlexLogin | null;
  /** Null: nobody has chosen yet. */
  sectionKeys: readonly string[] | null;
  /** Indexes of the proposed rules. Null: nobody has chosen yet. */
  chosenRules: readonly number[] | null;
  choices: EnteredChoices | null;
  readonly tasks: Tasks;
}

/** What is known already when somebody begins. */
export interface KnownServers {
  readonly stash: { readonly address: string; readonly secret: KeptSecret | null };
  readonly plex: { readonly address: string; readonly secret: KeptSecret | null };
}

export function createDraft({ stash, plex }: KnownServers): Draft {
  return {
    stash: { ...stash },
    plex: { ...plex },
    withoutPlex: false,
    login: null,
    sectionKeys: null,
    chosenRules: null,
    choices: null,
    tasks: { stash: null, plex: null, rules: null, preview: null, plan: null },
  };
}

const order = ["stash", "plex", "rules", "preview", "plan"] as const;

export type TaskName = (typeof order)[number];

/** Drops what was found out with answers that have changed: the named task and all that build on it. */
export function forgetFrom(draft: Draft, name: TaskName): void {
  for (const later of order.slice(order.indexOf(name))) {
    draft.tasks[later]?.cancel();
    draft.tasks[later] = null;
  }
}

/** What a task found, or null. */
export function foundBy<Value>(task: Task<Value> | null): Value | null {
  const state = task?.state();
  return state?.state === "done" ? state.value : null;
}
