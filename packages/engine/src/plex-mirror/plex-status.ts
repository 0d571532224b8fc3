import { createToldStatus, type ToldStatus } from "../told-status.ts";
import type { PlexMirrorStatus } from "./plex-mirror.ts";
import type { PlexMeta } from "./plex-meta.ts";

/** Knows the state of the Plex mirror and tells listeners about every change of it. */
export interface PlexStatusKeeper extends ToldStatus<PlexMirrorStatus> {
  fresh(asOf: number): void;
  progress(progress: PlexMirrorStatus["progress"]): void;
  reached(version: string | null): void;
  failed(problem: { readonly message: string; readonly code: string }): void;
}

export const createPlexStatus = (meta: PlexMeta, itemCount: () => number): PlexStatusKeeper => {
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
  const told = createToldStatus(compose);
  const refresh = (): void => {
    told.refresh();
  };
  return {
    ...told,
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
