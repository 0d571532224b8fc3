const ISO = /(?<!\d)((?:19|20)\d\d)([-._/ ]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)/u;
const DAY_FIRST = /(?<!\d)(0[1-9]|[12]\d|3[01])[-._/ ](0[1-9]|1[0-2])[-._/ ]((?:19|20)\d\d)(?!\d)/u;

/**
 * A full date in a text: `2018-05-31`, `2018.05.31`, `20180531`, or day first. Null when there is none: a year alone is
 * no date.
 *
 * @example fullDateIn("Lakes 31.05.2018 Part 2") // { date: "2018-05-31", rest: "Lakes  Part 2" }
 */
export function fullDateIn(text: string): { date: string; rest: string } | null {
  const iso = ISO.exec(text);
  const found = iso ?? DAY_FIRST.exec(text);
  if (found === null) return null;
  const [whole] = found;
  const date = iso === null ? [found[3], found[2], found[1]] : [iso[1], iso[3], iso[4]];
  return { date: date.join("-"), rest: text.replace(whole, " ") };
}
