/** The generator's only source of chance: a hash of (seed, id, salt). No state, so that any scene can be made alone. */
export function mix(seed: number, id: number, salt: number): number {
  let h = seed ^ Math.imul(id, 0x9e3779b1) ^ Math.imul(salt, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return (h ^ (h >>> 16)) >>> 0;
}

/** The entry of a list that a number stands for; numbers beyond the end start again. */
export function pick<T>(list: readonly T[], number: number): T {
  const entry = list[number % list.length];
  if (entry === undefined) throw new Error("There is nothing to pick from.");
  return entry;
}

/** True for about `permille` of all hashes. */
export function isOneOf(hash: number, permille: number): boolean {
  return hash % 1000 < permille;
}

export function hex(hash: number): string {
  return hash.toString(16).padStart(8, "0");
}
