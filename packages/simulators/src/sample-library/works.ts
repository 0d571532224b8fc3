import { type Generation } from "./generation.ts";
import { mix, pick } from "./mix.ts";
import { ANIMALS, COURSES, ENSEMBLES, PIECES, SETTINGS } from "./words.ts";

/** What a scene shows. Title and year are unique within its studio, so that no two scenes share a path. */
export interface Work {
  readonly studioIndex: number;
  readonly title: string;
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const LECTURES = 12;
// Prime, so that stepping through the titles visits each of them once.
const STRIDE = 1597;

const SALT = { start: 1, year: 2, month: 3, day: 4 } as const;

/** Every fourth studio begins at the same title: several studios then have a scene of the same name. */
function firstTitle(seed: number, studioIndex: number, titles: number): number {
  const start = mix(seed, studioIndex, SALT.start);
  return start % 4 === 0 ? 0 : start % titles;
}

function inParts(title: string, round: number): string {
  return round === 0 ? title : `${title} - Part ${round + 1}`;
}

function composed(
  first: readonly string[],
  second: readonly string[],
  joint: string,
  turn: number,
  start: number,
): string {
  const titles = first.length * second.length;
  const number = (turn * STRIDE + start) % titles;
  const title = pick(first, number) + joint + pick(second, Math.floor(number / first.length));
  return inParts(title, Math.floor(turn / titles));
}

/** Courses come in twelve lectures and start again in an earlier year. */
function lectureTitle(turn: number, start: number): string {
  const course = pick(COURSES, Math.floor(turn / LECTURES) + start);
  return `${course} ${String((turn % LECTURES) + 1).padStart(2, "0")}`;
}

function titleOf(generation: Generation, studioIndex: number, turn: number): string {
  const { seed } = generation;
  switch (pick(generation.studios, studioIndex).kind) {
    case "nature": {
      const start = firstTitle(seed, studioIndex, ANIMALS.length * SETTINGS.length);
      return composed(ANIMALS, SETTINGS, " ", turn, start);
    }
    case "concert": {
      const start = firstTitle(seed, studioIndex, ENSEMBLES.length * PIECES.length);
      return composed(ENSEMBLES, PIECES, " – ", turn, start);
    }
    case "lecture":
      return lectureTitle(turn, firstTitle(seed, studioIndex, COURSES.length));
  }
}

function yearOf(generation: Generation, id: number, studioIndex: number, turn: number): number {
  const isLecture = pick(generation.studios, studioIndex).kind === "lecture";
  if (!isLecture) return 2005 + (mix(generation.seed, id, SALT.year) % 20);
  const round = Math.floor(turn / (LECTURES * COURSES.length));
  return 2024 - (mix(generation.seed, studioIndex, SALT.year) % 5) - round;
}

export function workOf(generation: Generation, id: number): Work {
  const studioIndex = (id - 1) % generation.studios.length;
  const turn = Math.floor((id - 1) / generation.studios.length);
  return {
    studioIndex,
    title: titleOf(generation, studioIndex, turn),
    year: yearOf(generation, id, studioIndex, turn),
    month: 1 + (mix(generation.seed, id, SALT.month) % 12),
    day: 1 + (mix(generation.seed, id, SALT.day) % 28),
  };
}

export function dayText({ year, month, day }: Work): string {
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
