import type { FirstStudio } from "./generation.ts";
import { hex, isOneOf, mix, pick } from "./mix.ts";
import type { ModelGroup, ModelPerformer, ModelStudio, ModelTag } from "./model.ts";
import {
  CONTENT_KINDS,
  FIRST_NAMES,
  FOREIGN_STUDIOS,
  LAST_NAMES,
  PERFORMER_NOTES,
  SERIES,
  STUDIO_PREFIXES,
  STUDIO_SUFFIXES,
  TAG_TREE,
} from "./words.ts";

const SALT = { name: 41, gender: 42, image: 43, tags: 44, studio: 45 } as const;
const GENDERS = ["FEMALE", "MALE", "NON_BINARY", null] as const;
const FOREIGN_EVERY = 9;
const PARENT_EVERY = 5;

/** The names that one tag of the tree has for itself and for its parents. */
function tagEntry(entry: string): { name: string; parents: readonly string[] } {
  const [name = "", parents = ""] = entry.split("<");
  return { name, parents: parents === "" ? [] : parents.split("|") };
}

export function makeTags(writtenAt: string): ModelTag[] {
  const entries = TAG_TREE.map(tagEntry);
  const idOf = (name: string): number => entries.findIndex((entry) => entry.name === name) + 1;
  return entries.map(({ name, parents }, index) => ({
    id: index + 1,
    name,
    createdAt: writtenAt,
    updatedAt: writtenAt,
    image: 0,
    sortName: "",
    description: "",
    aliases: [],
    favorite: false,
    parentIds: parents.map(idOf),
  }));
}

function performerName(seed: number, index: number): string {
  const first = index + mix(seed, 0, SALT.name);
  return `${pick(FIRST_NAMES, first)} ${pick(LAST_NAMES, first + Math.floor(index / FIRST_NAMES.length) * 7)}`;
}

export function makePerformers(seed: number, count: number, writtenAt: string): ModelPerformer[] {
  return Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    name: performerName(seed, index),
    createdAt: writtenAt,
    updatedAt: writtenAt,
    image: isOneOf(mix(seed, index, SALT.image), 700) ? 1 + index : 0,
    disambiguation: pick(PERFORMER_NOTES, index % 11 === 0 ? index : 0),
    gender: pick(GENDERS, mix(seed, index, SALT.gender)),
    aliases: [],
    country: "",
    birthdate: null,
    details: "",
    favorite: false,
    rating100: null,
    tagIds: index % 4 === 0 ? [1 + (mix(seed, index, SALT.tags) % TAG_TREE.length)] : [],
    customFields: {},
  }));
}

/** Every fifth studio owns the four after it; the first owns the other owners: three levels. */
function studioParent(index: number): number | null {
  if (index === 0) return null;
  if (index % PARENT_EVERY === 0) return 1;
  return Math.floor(index / PARENT_EVERY) * PARENT_EVERY + 1;
}

function studioName(seed: number, index: number): string {
  if (index % FOREIGN_EVERY === FOREIGN_EVERY - 1) {
    const round = Math.floor(index / FOREIGN_EVERY / FOREIGN_STUDIOS.length);
    const name = pick(FOREIGN_STUDIOS, Math.floor(index / FOREIGN_EVERY));
    return round === 0 ? name : `${name} ${round + 1}`;
  }
  const suffixes = pick(STUDIO_SUFFIXES, index);
  const number = index + (mix(seed, 0, SALT.studio) % STUDIO_PREFIXES.length);
  const round = Math.floor(index / (STUDIO_PREFIXES.length * CONTENT_KINDS.length));
  const name = `${pick(STUDIO_PREFIXES, number)} ${pick(suffixes, Math.floor(index / CONTENT_KINDS.length) + round)}`;
  return round < suffixes.length ? name : `${name} ${round + 1}`;
}

export function makeStudios(seed: number, count: number, writtenAt: string): ModelStudio[] {
  return Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    name: studioName(seed, index),
    createdAt: writtenAt,
    updatedAt: writtenAt,
    image: index % 3 === 0 ? 1 + index : 0,
    parentId: studioParent(index),
    details: "",
    aliases: [],
    urls: [`https://studio-${hex(mix(seed, index, SALT.studio))}.example/`],
    favorite: false,
    rating100: null,
    tagIds: [],
  }));
}

export function firstStudios(studios: readonly ModelStudio[]): FirstStudio[] {
  return studios.map(({ id, name }, index) => ({ id, name, kind: pick(CONTENT_KINDS, index) }));
}

export function makeGroups(count: number, writtenAt: string): ModelGroup[] {
  return Array.from({ length: count }, (_, index) => {
    const round = Math.floor(index / SERIES.length);
    return {
      id: index + 1,
      name: round === 0 ? pick(SERIES, index) : `${pick(SERIES, index)}, Season ${round + 1}`,
      createdAt: writtenAt,
      updatedAt: writtenAt,
      image: index % 2 === 0 ? 1 + index : 0,
      aliases: "",
      duration: null,
      date: null,
      rating100: null,
      director: "",
      synopsis: "",
      urls: [],
      studioId: null,
      tagIds: [],
      backImage: 0,
    };
  });
}
