import { isSameSecret } from "../admin/token.ts";

/** Without those that are mistaken for each other when somebody copies them from a log: 0 O, 1 I L. */
const LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
/** 40 bits: with ten tries for each code nobody guesses one. */
const LENGTH = 8;
const MOST_WRONG = 10;

/** What somebody has to know who sets up: only who may read the log knows it. */
export interface OneTimeCode {
  /** Prints a code, unless one that was printed before still waits. */
  offer(): void;
  /** Whether it is the one. A right code is used up; after ten wrong ones another is printed. */
  accept(given: string): boolean;
}

const plain = (code: string): string => code.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");

/** @param pick a random whole number below the given one, by a source that nobody can foresee */
export function createOneTimeCode(deps: {
  readonly pick: (below: number) => number;
  readonly print: (code: string) => void;
}): OneTimeCode {
  let current: string | null = null;
  let wrong = 0;
  const make = (): string =>
    Array.from({ length: LENGTH }, () => LETTERS.charAt(deps.pick(LETTERS.length))).join("");
  const offer = (): void => {
    if (current !== null) return;
    current = make();
    wrong = 0;
    deps.print(`${current.slice(0, 4)}-${current.slice(4)}`);
  };
  return {
    offer,
    accept: (given) => {
      if (current === null) return false;
      if (isSameSecret(plain(given), current)) {
        current = null;
        return true;
      }
      wrong += 1;
      if (wrong >= MOST_WRONG) {
        current = null;
        offer();
      }
      return false;
    },
  };
}
