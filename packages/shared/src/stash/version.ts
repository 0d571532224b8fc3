/** A Stash version as numbers; develop builds carry the number of the release they follow. */
export interface StashVersion {
  /** As Stash says it, such as `v0.30.1` or `v0.30.1-19-gcf3489efd`. */
  readonly text: string;
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}
