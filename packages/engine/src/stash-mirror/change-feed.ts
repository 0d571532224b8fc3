import type { RelatedKind, StashId } from "@stash2plex/shared/stash";

/** What one write changed: ids only, those of one transaction. */
export type MirrorChange =
  | {
      readonly kind: "scenes";
      readonly appeared: readonly StashId[];
      readonly changed: readonly StashId[];
      readonly vanished: readonly StashId[];
    }
  | {
      readonly kind: "related";
      readonly related: RelatedKind;
      /** New ones, too. Another stamp alone is no change. */
      readonly changed: readonly StashId[];
      readonly vanished: readonly StashId[];
    };

export type ChangeListener = (change: MirrorChange) => void;

export interface ChangeFeed {
  readonly listen: (listener: ChangeListener) => () => void;
  readonly tell: ChangeListener;
}

/** Tells listeners what is being written, within the transaction. */
export const createChangeFeed = (): ChangeFeed => {
  const listeners = new Set<ChangeListener>();
  return {
    listen: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tell: (change) => {
      for (const listener of listeners) listener(change);
    },
  };
};
