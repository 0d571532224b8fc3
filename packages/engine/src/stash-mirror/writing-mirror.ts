import type { ChangeListener } from "./change-feed.ts";
import type { PassListener } from "./pass-notice.ts";
import type { StashMirror } from "./stash-mirror.ts";

/** The mirror in the thread that writes it, for those who share that thread. */
export interface WritingMirror extends StashMirror {
  /**
   * Told within each transaction that changes scenes or what stands around them, but not during a first sync. What a
   * listener writes over the same connection is kept or undone together with the change; what it throws undoes both.
   */
  onChange(listener: ChangeListener): () => void;
  /** Told when a reading of the whole library begins and ends; at once when one is running. */
  onPass(listener: PassListener): () => void;
  /** While a doorbell is heard, scenes are asked for less often. */
  setDoorbell(isHeard: boolean): void;
  /** Finds performers, tags, studios and groups that were merged or deleted, and reads the scenes that had them. */
  findVanished(): Promise<void>;
}
