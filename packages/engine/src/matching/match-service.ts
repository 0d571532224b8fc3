import type { Clock } from "@stash2plex/shared/clock";
import type { Logger } from "@stash2plex/shared/log";
import type { PathRule } from "@stash2plex/shared/paths";
import type { MatchRequest } from "@stash2plex/shared/plex";

import type { StashMirror } from "../stash-mirror/stash-mirror.ts";
import type { MatchDecision, Rung } from "./decision.ts";
import { explain } from "./explain.ts";
import { decide } from "./ladder.ts";
import {
  canBeAsked,
  confirmedAnswer,
  problemOf,
  unconfirmedAnswer,
  type MatchAnswer,
  type MatchProblem,
} from "./match-answer.ts";
import type { PlexFacts } from "./match-context.ts";
import type { MatchSettings } from "./match-settings.ts";
import { waitAtMost, type Waited } from "./patience.ts";
import { parsePlexName } from "./plex-name.ts";

export interface MatchServiceDeps {
  readonly mirror: Pick<StashMirror, "reader" | "status" | "follow" | "lookUpBaseName">;
  /** Read at every request, so that changed rules and settings are taken over. */
  readonly rules: () => readonly PathRule[];
  readonly settings: () => MatchSettings;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Budget of a whole request; PMS itself gives up at about 90 s. Default 20 s. */
  readonly deadlineMs?: number;
  /** How long a miss waits for Stash to tell what is new. Default 8 s. */
  readonly followWaitMs?: number;
  /** What a copy of Plex's library knows about the file of a request. */
  readonly plexFacts?: (request: MatchRequest) => PlexFacts;
  /** Told every answer: gaps and figures live from it. */
  readonly onDecision?: (request: MatchRequest, answer: MatchAnswer) => void;
}

export interface MatchService {
  /** Rejects only when the caller's signal ends it. */
  match(request: MatchRequest, options?: { readonly signal?: AbortSignal }): Promise<MatchAnswer>;
}

/** Rungs for which it is enough to know all files of one base name. */
const byBaseName: ReadonlySet<Rung> = new Set(["whole-name", "shortened-name", "base-name"]);

/** One request on its way: our copy, then Stash, then our copy again. */
interface Course {
  readonly request: MatchRequest;
  readonly signal: AbortSignal | undefined;
  readonly asked: string[];
  decide(): MatchDecision;
  wait<T>(atMost: number, work: (signal: AbortSignal) => Promise<T>): Promise<Waited<T>>;
}

function createCourse(
  deps: MatchServiceDeps,
  request: MatchRequest,
  signal: AbortSignal | undefined,
): Course {
  const end = deps.clock.now() + (deps.deadlineMs ?? 20_000);
  return {
    request,
    signal,
    asked: [],
    decide: () =>
      deps.mirror.reader.atOnce(() =>
        decide(request, {
          index: deps.mirror.reader.index,
          rules: deps.rules(),
          settings: deps.settings(),
          ...(deps.plexFacts !== undefined && { plexFacts: deps.plexFacts(request) }),
        }),
      ),
    wait: (atMost, work) =>
      waitAtMost(Math.min(atMost, end - deps.clock.now()), deps.clock, work, signal),
  };
}

const isSyncing = (deps: MatchServiceDeps): boolean => {
  const { phase } = deps.mirror.status();
  return phase === "empty" || phase === "first-sync";
};

const isAnswer = ({ outcome }: MatchDecision): boolean =>
  outcome === "matched" || outcome === "filtered";

/** Whether a decision needs no word from Stash. */
function isFinal(deps: MatchServiceDeps, request: MatchRequest, decision: MatchDecision): boolean {
  if (!isAnswer(decision)) return !canBeAsked(request) || decision.trace.every((t) => !t.tried);
  // While scenes are still being copied, what is the only one of its name now may not stay so.
  return request.manual || !isSyncing(deps) || decision.candidates.every(({ settled }) => settled);
}

const seconds = (ms: number): string => `${Math.round(ms / 1_000)} s`;

function tooSlow(deps: MatchServiceDeps, waitedMs: number): MatchProblem {
  const { phase, progress } = deps.mirror.status();
  if (phase !== "empty" && phase !== "first-sync") {
    return { code: "too-slow", sentence: `Stash did not answer within ${seconds(waitedMs)}.` };
  }
  const of = typeof progress?.total !== "number" ? "" : ` of ${progress.total}`;
  const how = progress === null ? "" : ` (${progress.done}${of} scenes)`;
  return {
    code: "first-sync",
    sentence: `The first copy of Stash is still being made${how}, and the file is not in it yet.`,
  };
}

/** Looks the base name up in Stash and decides again; null when that could not be done. */
async function lookUp(deps: MatchServiceDeps, course: Course): Promise<MatchDecision | null> {
  const name = parsePlexName(course.request.filename);
  if (typeof name === "string") return null;
  const waited = await course.wait(deps.followWaitMs ?? 8_000, (signal) =>
    deps.mirror.lookUpBaseName(name.baseName, signal),
  );
  if (waited.kind !== "done") {
    const why = waited.kind === "failed" ? problemOf(waited.error).sentence : "too slow";
    course.asked.push(`the base name could not be looked up: ${why}`);
    return null;
  }
  const count = waited.value.length;
  course.asked.push(`the base name was looked up: ${count === 0 ? "nothing" : `${count} scenes`}`);
  return count === 0 ? null : course.decide();
}

/** What a look-up settles while the first copy is being made: all files of this name are known then. */
async function settleWhileSyncing(
  deps: MatchServiceDeps,
  course: Course,
): Promise<MatchAnswer | null> {
  const decision = await lookUp(deps, course);
  if (decision === null || !isAnswer(decision)) return null;
  const known = decision.candidates.every(({ rung, settled }) => settled || byBaseName.has(rung));
  return known ? confirmedAnswer(decision, course.asked) : null;
}

/** Asks Stash what our copy lacks, as little as possible, and decides again after each step. */
async function confirm(
  deps: MatchServiceDeps,
  course: Course,
  miss: MatchDecision,
): Promise<MatchAnswer> {
  const syncing = isSyncing(deps);
  const early = syncing ? await settleWhileSyncing(deps, course) : null;
  if (early !== null) return early;
  const followWaitMs = deps.followWaitMs ?? 8_000;
  const waited = await course.wait(followWaitMs, (signal) => deps.mirror.follow(signal));
  if (waited.kind !== "done") {
    const problem =
      waited.kind === "failed" ? problemOf(waited.error) : tooSlow(deps, followWaitMs);
    return unconfirmedAnswer(miss, problem, course.asked);
  }
  course.asked.push("Stash was asked what is new");
  const followed = course.decide();
  if (isAnswer(followed) || syncing) return confirmedAnswer(followed, course.asked);
  // A renamed folder moves no date, so no follow sees it (docs/reference/stash.md, fact 6).
  const lookedUp = await lookUp(deps, course);
  return confirmedAnswer(lookedUp ?? followed, course.asked);
}

/**
 * The matching ladder over our copy of Stash, which asks Stash itself only where the copy has no answer: one shared
 * follow, then a look-up of the base name. A miss is said only after Stash has confirmed it.
 */
export function createMatchService(deps: MatchServiceDeps): MatchService {
  const tell = (request: MatchRequest, answer: MatchAnswer): MatchAnswer => {
    const [first] = answer.candidates;
    deps.logger.debug("Match decided", {
      filename: request.filename,
      title: request.title,
      manual: request.manual,
      outcome: answer.outcome,
      confirmed: answer.confirmed,
      rung: first?.rung,
      sceneId: first?.sceneId,
      // Made only where a line is written: a scan decides thousands of times.
      get explanation() {
        return explain(answer);
      },
    });
    deps.onDecision?.(request, answer);
    return answer;
  };
  return {
    match: async (request, { signal } = {}) => {
      signal?.throwIfAborted();
      const course = createCourse(deps, request, signal);
      const decision = course.decide();
      if (isFinal(deps, request, decision)) return tell(request, confirmedAnswer(decision, []));
      return tell(request, await confirm(deps, course, decision));
    },
  };
}
