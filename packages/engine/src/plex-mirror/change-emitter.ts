import type { Logger } from "@stash2plex/shared/log";

import type { PlexMirrorChange } from "./plex-mirror.ts";

type ChangeListener = (changes: readonly PlexMirrorChange[]) => void;

export interface ChangeEmitter {
  listen(listener: ChangeListener): () => void;
  emit(changes: readonly PlexMirrorChange[]): void;
}

/** Tells listeners what was written. */
export const createChangeEmitter = (logger: Logger): ChangeEmitter => {
  const listeners = new Set<ChangeListener>();
  return {
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    emit: (changes) => {
      if (changes.length === 0) return;
      for (const listener of listeners) {
        try {
          listener(changes);
        } catch (error) {
          // What was written stays written; a listener's trouble is not Plex's.
          logger.error("A change of Plex could not be handed on", { error: String(error) });
        }
      }
    },
  };
};
