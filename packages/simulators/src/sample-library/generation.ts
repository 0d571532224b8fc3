import { type ContentKind } from "./words.ts";

/** A studio as it was when the library was made: paths keep its first name however often it is renamed later. */
export interface FirstStudio {
  readonly id: number;
  readonly name: string;
  readonly kind: ContentKind;
}

/** Everything that generated scenes are a function of. It never changes; a rebuilt library has another one. */
export interface Generation {
  readonly seed: number;
  /** Scenes 1 to `scenes` are generated. */
  readonly scenes: number;
  readonly mounts: readonly string[];
  readonly studios: readonly FirstStudio[];
  readonly performerNames: readonly string[];
  readonly tagCount: number;
  readonly groupCount: number;
  /** Epoch milliseconds at which the first scene was scanned. */
  readonly start: number;
  /** Milliseconds between two scans. */
  readonly step: number;
  /** Milliseconds within which a scene was last edited after its scan. */
  readonly settling: number;
  /** Minutes that the zone of the server was ahead of UTC when these rows were written. */
  readonly zone: number;
}

/** Files of generated scenes have three ids reserved for each scene, so that either tells the other. */
export const FILES_PER_SCENE = 3;

export const sceneOfFile = (fileId: number): number =>
  Math.floor((fileId - 1) / FILES_PER_SCENE) + 1;

export const firstFileOf = (sceneId: number): number => (sceneId - 1) * FILES_PER_SCENE + 1;
