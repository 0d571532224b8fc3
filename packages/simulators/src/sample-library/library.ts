import { sceneOfFile, type Generation } from "./generation.ts";
import { GeneratedScene } from "./generated-scene.ts";
import type { ModelGroup, ModelPerformer, ModelScene, ModelStudio, ModelTag } from "./model.ts";
import { fileIdOf } from "./oshash.ts";
import {
  firstStudios,
  makeGroups,
  makePerformers,
  makeStudios,
  makeTags,
} from "./related-objects.ts";
import { newestUpdatedAt } from "./scan-times.ts";
import { zonedText } from "./server-zone.ts";

export interface LibraryOptions {
  /** Another seed, another library. */
  readonly seed: number;
  readonly scenes: number;
  /** @default ["/data/media", "/data/more", "/archive"] */
  readonly mounts?: readonly string[];
  /** Minutes that the server's zone is ahead of UTC. @default 60 */
  readonly utcOffsetMinutes?: number;
  /** Epoch milliseconds, for the times of edits. @default Date.now */
  readonly now?: () => number;
}

export type LibraryEvent =
  { readonly kind: "scan-complete" } | { readonly kind: "job-ended"; readonly description: string };

const YEAR = 365 * 24 * 3_600_000;
const START = Date.UTC(2025, 0, 1);
const HOUR = 3_600_000;

/**
 * What a Stash knows: generated scenes (a function of seed and id, so that a million need no memory) under a layer of
 * edits. Everything is deterministic but the times of edits, which the caller's clock tells.
 */
export class Library {
  readonly mounts: readonly string[];
  readonly performers = new Map<number, ModelPerformer>();
  readonly tags = new Map<number, ModelTag>();
  readonly studios = new Map<number, ModelStudio>();
  readonly groups = new Map<number, ModelGroup>();
  utcOffsetMinutes: number;
  #generation: Generation;
  readonly #now: () => number;
  /** Edited, added (any id) and removed (null) scenes. */
  readonly #overlay = new Map<number, ModelScene | null>();
  readonly #listeners = new Set<(event: LibraryEvent) => void>();
  #lastId: number;
  #newestGenerated: string;

  constructor(options: LibraryOptions) {
    this.mounts = options.mounts ?? ["/data/media", "/data/more", "/archive"];
    this.utcOffsetMinutes = options.utcOffsetMinutes ?? 60;
    this.#now = options.now ?? Date.now;
    this.#lastId = options.scenes;
    this.#generation = this.#generate(options.seed, options.scenes);
    this.#newestGenerated = newestUpdatedAt(this.#generation);
  }

  #generate(seed: number, scenes: number): Generation {
    const written = zonedText(START - HOUR, this.utcOffsetMinutes);
    const studios = makeStudios(seed, Math.max(6, Math.min(320, Math.ceil(scenes / 30))), written);
    const performers = makePerformers(
      seed,
      Math.max(20, Math.min(3_000, Math.ceil(scenes / 20))),
      written,
    );
    const groups = makeGroups(Math.max(6, Math.min(400, Math.ceil(scenes / 100))), written);
    const fill = <T extends { readonly id: number }>(
      into: Map<number, T>,
      from: readonly T[],
    ): void => {
      into.clear();
      for (const entry of from) into.set(entry.id, entry);
    };
    fill(this.studios, studios);
    fill(this.performers, performers);
    fill(this.tags, makeTags(written));
    fill(this.groups, groups);
    const step = Math.min(60_000, Math.floor(YEAR / Math.max(1, scenes)));
    return {
      seed, scenes, mounts: this.mounts, studios: firstStudios(studios),
      performerNames: performers.map(({ name }) => name), tagCount: this.tags.size,
      groupCount: groups.length, start: START, step, settling: 10 * step, zone: this.utcOffsetMinutes,
    }; // prettier-ignore
  }

  get seed(): number {
    return this.#generation.seed;
  }

  get lastId(): number {
    return this.#lastId;
  }

  /** The time of an edit, as the server writes it. */
  stamp(): string {
    return zonedText(this.#now(), this.utcOffsetMinutes);
  }

  scene(id: number): ModelScene | null {
    const edited = this.#overlay.get(id);
    if (edited !== undefined) return edited;
    const isGenerated = Number.isInteger(id) && id >= 1 && id <= this.#generation.scenes;
    return isGenerated ? new GeneratedScene(this.#generation, id) : null;
  }

  /** All scenes with an id above `afterId`, ascending. */
  *scenes(afterId = 0): Generator<ModelScene> {
    for (let id = afterId + 1; id <= this.#lastId; id += 1) {
      const scene = this.scene(id);
      if (scene !== null) yield scene;
    }
  }

  /** Scenes whose `updatedAt` is a larger text than the cursor. */
  *changedSince(cursor: string): Generator<ModelScene> {
    if (cursor <= this.#newestGenerated) {
      for (const scene of this.scenes()) if (scene.updatedAt > cursor) yield scene;
      return;
    }
    for (const id of [...this.#overlay.keys()].sort((a, b) => a - b)) {
      const scene = this.#overlay.get(id) ?? null;
      if (scene !== null && scene.updatedAt > cursor) yield scene;
    }
  }

  get sceneCount(): number {
    let count = this.#generation.scenes;
    for (const [id, scene] of this.#overlay) {
      const wasGenerated = id <= this.#generation.scenes;
      if (scene === null && wasGenerated) count -= 1;
      if (scene !== null && !wasGenerated) count += 1;
    }
    return count;
  }

  sceneByOshash(oshash: string): ModelScene | null {
    for (const scene of this.#overlay.values()) {
      if (scene?.files.some((file) => file.oshash === oshash) === true) return scene;
    }
    const fileId = fileIdOf(this.#generation.seed, oshash);
    const scene = fileId === null ? null : this.scene(sceneOfFile(fileId));
    return scene?.files.some((file) => file.oshash === oshash) === true ? scene : null;
  }

  /** Keeps a scene as edited or new; null removes it. */
  put(id: number, scene: ModelScene | null): void {
    this.#overlay.set(id, scene);
    this.#lastId = Math.max(this.#lastId, id);
  }

  /** The same ids, other scenes: a Stash that was rebuilt. */
  rebuild(seed: number): void {
    this.#overlay.clear();
    this.#lastId = this.#generation.scenes;
    this.#generation = this.#generate(seed, this.#generation.scenes);
    this.#newestGenerated = newestUpdatedAt(this.#generation);
  }

  /** All scenes are gone. */
  empty(): void {
    for (let id = 1; id <= this.#lastId; id += 1) this.#overlay.set(id, null);
  }

  onEvent(listener: (event: LibraryEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(event: LibraryEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

/** @example createLibrary({ seed: 1, scenes: 300 }) */
export function createLibrary(options: LibraryOptions): Library {
  return new Library(options);
}
