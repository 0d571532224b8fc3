import { OperatorError } from "../../serving/operator-error.ts";

const isNumber = (text: string): boolean => /^[1-9]\d{0,14}$/.test(text);

/** A whole number above 0. @param name how the operator calls it, such as `--limit` */
export function readNumber(text: string, name: string, most = Number.MAX_SAFE_INTEGER): number {
  const number = isNumber(text) ? Number(text) : 0;
  if (number > 0 && number <= most) return number;
  const limit = most === Number.MAX_SAFE_INTEGER ? "" : ` and at most ${most}`;
  throw new OperatorError(`${name} must be a whole number above 0${limit}, not "${text}".`);
}

/** Ids with commas, or null for `all`. */
export function readIds(text: string, name: string): readonly number[] | null {
  if (text === "all") return null;
  const words = text.split(",").map((word) => word.trim());
  if (words.every(isNumber)) return words.map(Number);
  throw new OperatorError(`${name} takes a number, numbers with commas, or all; not "${text}".`);
}

/** The one scene that a command is about. */
export function readSceneId(positionals: readonly string[], command: string): number {
  const [text, another] = positionals;
  if (text === undefined || another !== undefined) {
    throw new OperatorError(`Name one scene by its number in Stash: stash2plex ${command} 12`);
  }
  return readNumber(text, "The id of a scene");
}
