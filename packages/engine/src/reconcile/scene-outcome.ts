import { errorMessage } from "@stash2plex/shared/error-message";
import { PmsError } from "@stash2plex/shared/pms";
import { StashError } from "@stash2plex/shared/stash";

import { MirrorError } from "../stash-mirror/mirror-error.ts";
import type { WorkErrorClass, WorkOutcome } from "./queue.ts";

/** How long a scene waits while somebody has to decide whether Stash was rebuilt. */
export const frozenMs = 60_000;

const failed = (errorClass: WorkErrorClass, error: string): WorkOutcome => ({
  kind: "failed",
  errorClass,
  error,
});

/** Codes of Stash that concern this one scene and not the server: it answers, but not this. */
const aboutTheScene: ReadonlySet<string> = new Set(["answer-error", "validation"]);

/**
 * What a failure means for the queue. Stash that cannot be had is away, never a fault of the scene. A refused token and
 * the caller's own end are not the scene's affair, and are thrown on: the worker pauses, or stops.
 */
export const outcomeOf = (error: unknown, now: number): WorkOutcome => {
  if (error instanceof PmsError) {
    const { class: errorClass } = error;
    if (errorClass === "unauthorized" || errorClass === "aborted") throw error;
    return failed(errorClass, error.message);
  }
  if (error instanceof StashError) {
    if (error.code === "aborted") throw error;
    return failed(aboutTheScene.has(error.code) ? "temporary" : "down", error.message);
  }
  if (error instanceof MirrorError && error.code === "mirror-frozen") {
    return { kind: "postponed", untilMs: now + frozenMs };
  }
  if (error instanceof MirrorError) throw error;
  if (error instanceof Error && error.name === "AbortError") throw error;
  return { kind: "failed", errorClass: "temporary", error: errorMessage(error), ownFault: true };
};
