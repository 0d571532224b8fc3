import type { PlexMirrorStatus } from "./plex-mirror.ts";
import type { PlexMeta } from "./plex-meta.ts";

export type PlexStatusListener = (status: PlexMirrorStatus) => void;

/** Knows the state of the Plex mirror and tells listeners about every change of it. */
export interface PlexStatusKeeper {
  status(): PlexMirrorStatus;
  listen(listener: PlexStatusListener): () => void;
  /** Something that the status shows may have changed. */
  refresh(): void;
  fresh(asOf: number): void;
  progress(progress: PlexMirrorStatus["progress"]): void;
  reached(version: string | null): void;
  failed(problem: { readonly message: string; readonly code: string }): void;
}

export const createPlexStatus = (meta: PlexMeta, itemCount: () => number): PlexStatusKeeper => {
  const listeners = new Set<PlexStatusListener>();
  let freshAsOf = meta.get("freshAsOf");
  let progress: PlexMirrorStatus["progress"] = null;
  let plex: PlexMirrorStatus["plex"] = {
    reachable: null,
    version: null,
    problem: null,
    problemCode: null,
  };
  const compose = (): PlexMirrorStatus => {
    const items = itemCount();
    const lastFullPass = meta.get("lastFullPass");
    const begun = progress !== null || items > 0 ? "first-pass" : "empty";
    return {
      phase: lastFullPass === null ? begun : "ready",
      freshAsOf,
      lastFullPass,
      items,
      progress,
      plex,
    };
  };
  let current = compose();
  const refresh = (): void => {
    const next = compose();
    if (JSON.stringify(next) === JSON.stringify(current)) return;
    current = next;
    for (const listener of listeners) listener(next);
  };
  return {
    status: () => current,
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refresh,
    fresh: (asOf) => {
      freshAsOf = asOf;
      refresh();
    },
    progress: (value) => {
      progress = value;
      refresh();
    },
    reached: (version) => {
      plex = {
        reachable: true,
        version: version ?? plex.version,
        problem: null,
        problemCode: null,
      };
      refresh();
    },
    failed: ({ message, code }) => {
      plex = { reachable: false, version: plex.version, problem: message, problemCode: code };
      refresh();
    },
  };
};
