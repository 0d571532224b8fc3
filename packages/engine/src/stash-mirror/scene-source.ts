import type { Clock } from "@stash2plex/shared/clock";
import type { SceneDetail, StashId } from "@stash2plex/shared/stash";

import { createBreaker } from "./breaker.ts";
import { defaultFollowIntervalMs } from "./create-stash-mirror.ts";
import type { LiveRead, StashMirror } from "./stash-mirror.ts";

/** What can be said about a scene that Plex asks for. */
export type SceneAnswer =
  | { readonly kind: "scene"; readonly detail: SceneDetail }
  /** Stash itself said that it has no such scene. */
  | { readonly kind: "gone" }
  /** Neither the mirror nor Stash could say. */
  | { readonly kind: "unavailable"; readonly problem: string };

export interface SceneSource {
  /** Never rejects for reasons of Stash; rejects only when `signal` ends the request. */
  scene(id: StashId, signal?: AbortSignal): Promise<SceneAnswer>;
}

export interface SceneSourceOptions {
  readonly mirror: StashMirror;
  readonly clock: Clock;
  readonly followIntervalMs?: number;
  /** Longest wait for Stash when the mirror knows the scene, in milliseconds. */
  readonly deadlineMs?: number;
}

/** Without anything to fall back to, waiting longer is better than an error. */
const patienceForUnknown = 5;
const breakerOptions = { failures: 3, pauseMs: 10_000 } as const;
const readsKept = 10_000;

/** Scenes that were read live a moment ago need no second look. */
const createRecentReads = (clock: Pick<Clock, "now">, lastsMs: number) => {
  const reads = new Map<StashId, number>();
  return {
    has: (id: StashId): boolean => clock.now() - (reads.get(id) ?? -Infinity) <= lastsMs,
    add: (id: StashId): void => {
      reads.delete(id);
      reads.set(id, clock.now());
      const [oldest] = reads.keys();
      if (reads.size > readsKept && oldest !== undefined) reads.delete(oldest);
    },
  };
};

const sentenceOf = (error: unknown): string =>
  error instanceof Error ? error.message : "Stash did not answer.";

/** A signal that also ends after `ms`, on our own clock. */
const withDeadline = (clock: Clock, ms: number, signal: AbortSignal | undefined) => {
  const deadline = new AbortController();
  const timer = clock.setTimeout(() => {
    deadline.abort(new Error(`Stash did not answer within ${ms / 1_000} s.`));
  }, ms);
  return {
    signal: signal === undefined ? deadline.signal : AbortSignal.any([signal, deadline.signal]),
    end: () => {
      timer.cancel();
    },
  };
};

/**
 * Answers scenes from the mirror. Only when the mirror is behind by two intervals, or does not know the scene, is Stash
 * asked: in one read shared with everybody else who asks then, for a short time, and not at all after failures.
 */
export const createSceneSource = (options: SceneSourceOptions): SceneSource => {
  const { mirror, clock, followIntervalMs = defaultFollowIntervalMs, deadlineMs = 1_000 } = options;
  const staleAfterMs = 2 * followIntervalMs;
  const breaker = createBreaker(clock, breakerOptions);
  const recent = createRecentReads(clock, staleAfterMs);

  const isCurrent = (id: StashId): boolean => {
    const { phase, freshAsOf, stash } = mirror.status();
    // Nothing is read while frozen, and what a first sync has written is only just read.
    if (phase === "frozen" || (phase === "first-sync" && stash.reachable === true)) return true;
    if (freshAsOf !== null && clock.now() - freshAsOf <= staleAfterMs) return true;
    return recent.has(id);
  };
  const readLive = async (
    id: StashId,
    patienceMs: number,
    signal: AbortSignal | undefined,
  ): Promise<LiveRead> => {
    if (!breaker.mayTry()) {
      throw new Error(mirror.status().stash.problem ?? "Stash did not answer a moment ago.");
    }
    const deadline = withDeadline(clock, patienceMs, signal);
    try {
      const answer = (await mirror.readScenes([id], deadline.signal)).get(id);
      if (answer === undefined) throw new Error("Stash did not answer for this scene.");
      breaker.succeeded();
      recent.add(id);
      return answer;
    } catch (error) {
      signal?.throwIfAborted();
      breaker.failed();
      throw error;
    } finally {
      deadline.end();
    }
  };
  const scene = async (id: StashId, signal?: AbortSignal): Promise<SceneAnswer> => {
    const known = mirror.reader.detail(id);
    if (known !== null && isCurrent(id)) return { kind: "scene", detail: known };
    try {
      const patienceMs = known === null ? deadlineMs * patienceForUnknown : deadlineMs;
      if ((await readLive(id, patienceMs, signal)) === "gone") return { kind: "gone" };
      const detail = mirror.reader.detail(id) ?? known;
      if (detail !== null) return { kind: "scene", detail };
      return { kind: "unavailable", problem: `Scene ${id} could not be read from Stash.` };
    } catch (error) {
      signal?.throwIfAborted();
      if (known !== null) return { kind: "scene", detail: known };
      return { kind: "unavailable", problem: sentenceOf(error) };
    }
  };
  return { scene };
};
