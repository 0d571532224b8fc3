import { generatedFiles } from "./generated-file.ts";
import { generatedMarkers } from "./generated-markers.ts";
import { type Generation } from "./generation.ts";
import { hex, isOneOf, mix, pick } from "./mix.ts";
import {
  type ModelFile,
  type ModelGroupLink,
  type ModelMarker,
  type ModelScene,
  type ModelStashId,
} from "./model.ts";
import { createdAt, updatedAt } from "./scan-times.ts";
import { dayText, workOf, type Work } from "./works.ts";

const SALT = {
  bare: 61, title: 64, rating: 65, cast: 66, tags: 67, group: 68, box: 69, date: 70,
  organized: 74, director: 75, cover: 76, url: 77, code: 78, text: 79, member: 100, tag: 200,
} as const; // prettier-ignore

const BOXES = ["https://stashbox.example.org/graphql", "https://box.example.net/graphql"] as const;
const DIRECTORS = ["", "", "Hedda Sund", "Jonas Reed, Ines Vale", "M. Stream"] as const;

/** Different numbers from 1 to `limit`, in ascending order. */
function someIds(seed: number, id: number, salt: number, count: number, limit: number): number[] {
  if (limit === 0) return [];
  const ids = Array.from({ length: count }, (_, turn) => 1 + (mix(seed, id, salt + turn) % limit));
  return [...new Set(ids)].sort((left, right) => left - right);
}

/**
 * Scene `id` of a generated library. Each field is worked out when it is read, because most requests read few of them:
 * a list of a million ids and times makes no path and no text.
 */
export class GeneratedScene implements ModelScene {
  readonly id: number;
  readonly playCount = 0;
  readonly oCounter = 0;
  readonly resumeTime = 0;
  readonly #generation: Generation;

  constructor(generation: Generation, id: number) {
    this.#generation = generation;
    this.id = id;
  }

  #hash(salt: number): number {
    return mix(this.#generation.seed, this.id, salt);
  }

  /** Three of ten scenes are as the scan left them: nobody filled them in. */
  get #isBare(): boolean {
    return isOneOf(this.#hash(SALT.bare), 300);
  }

  get #work(): Work {
    return workOf(this.#generation, this.id);
  }

  get createdAt(): string {
    return createdAt(this.#generation, this.id);
  }

  get updatedAt(): string {
    return updatedAt(this.#generation, this.id);
  }

  get files(): readonly ModelFile[] {
    return generatedFiles(this.#generation, this.id);
  }

  get markers(): readonly ModelMarker[] {
    return generatedMarkers(this.#generation, this.id);
  }

  get cover(): number {
    return isOneOf(this.#hash(SALT.cover), 40) ? 0 : 1;
  }

  get title(): string {
    const chance = this.#hash(SALT.title) % 100;
    if (this.#isBare || chance < 6) return "";
    const { title } = this.#work;
    return chance < 10 ? `${title}: A Second Look` : title;
  }

  get code(): string {
    const hasCode = !this.#isBare && this.#hash(SALT.code) % 3 === 0;
    return hasCode ? `SP-${this.#work.year}-${String(this.id).padStart(5, "0")}` : "";
  }

  get details(): string {
    if (this.#isBare || this.#hash(SALT.text) % 5 === 0) return "";
    const { studioIndex, title, year } = this.#work;
    const studio = pick(this.#generation.studios, studioIndex).name;
    return `${title}, made by ${studio} in ${year}.\n\nA quiet look at its subject, without hurry.`;
  }

  get director(): string {
    return this.#isBare ? "" : pick(DIRECTORS, this.#hash(SALT.director));
  }

  /** A day for most, only a month or a year for some, nothing for others. */
  get date(): string | null {
    const chance = this.#hash(SALT.date) % 100;
    if (this.#isBare || chance < 6) return null;
    const day = dayText(this.#work);
    if (chance < 9) return day.slice(0, 4);
    return chance < 12 ? day.slice(0, 7) : day;
  }

  get rating100(): number | null {
    const rating = this.#hash(SALT.rating);
    return this.#isBare || rating % 2 === 0 ? null : 1 + (rating % 100);
  }

  get organized(): boolean {
    return !this.#isBare && isOneOf(this.#hash(SALT.organized), 600);
  }

  get urls(): readonly string[] {
    const hasUrl = !this.#isBare && isOneOf(this.#hash(SALT.url), 400);
    return hasUrl ? [`https://example.org/works/${hex(this.#hash(SALT.url))}`] : [];
  }

  get studioId(): number | null {
    if (this.#isBare) return null;
    return pick(this.#generation.studios, this.#work.studioIndex).id;
  }

  get performerIds(): readonly number[] {
    const { seed, performerNames } = this.#generation;
    const count = this.#isBare ? 0 : this.#hash(SALT.cast) % 5;
    return someIds(seed, this.id, SALT.member, count, performerNames.length);
  }

  get tagIds(): readonly number[] {
    const { seed, tagCount } = this.#generation;
    const count = this.#isBare ? 0 : 1 + (this.#hash(SALT.tags) % 6);
    return someIds(seed, this.id, SALT.tag, count, tagCount);
  }

  get groups(): readonly ModelGroupLink[] {
    const hash = this.#hash(SALT.group);
    const { groupCount } = this.#generation;
    if (this.#isBare || hash % 12 !== 0 || groupCount === 0) return [];
    const sceneIndex = hash % 5 === 0 ? null : 1 + (hash % 9);
    return [{ groupId: 1 + (Math.floor(hash / 12) % groupCount), sceneIndex }];
  }

  get stashIds(): readonly ModelStashId[] {
    const hash = this.#hash(SALT.box);
    if (this.#isBare || hash % 10 >= 4) return [];
    const stashId = `${hex(hash)}-0000-4000-8000-${String(this.id).padStart(12, "0")}`;
    return [{ endpoint: pick(BOXES, hash), stashId, updatedAt: "2025-01-01T00:00:00Z" }];
  }
}
