import type { PlainLibrary } from "./memory-scene-index.ts";

/** One file as Plex asks for it, with the truth beside it. */
export interface LayoutFile {
  /** The name relative to Plex's library folder, or however the layout sends it. */
  readonly filename: string;
  /** The scene that it really is, or null when Stash does not know it. */
  readonly sceneId: number | null;
  /** Whether the base name alone could hardly belong to another work. */
  readonly telling: boolean;
}

/** Two servers that see (mostly) the same files in their own ways. */
export interface Layout {
  readonly name: string;
  readonly library: PlainLibrary;
  readonly files: readonly LayoutFile[];
  /** What a user would write for this layout; without it the ladder has to do. */
  readonly rules: readonly unknown[];
}
