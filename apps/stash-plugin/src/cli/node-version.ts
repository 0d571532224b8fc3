const NEEDS = [22, 19] as const;

/** Why this Node cannot run the engine, as a sentence, or null. A hook that only delivers works with older ones, too. */
export function nodeProblem(version: string): string | null {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > NEEDS[0] || (major === NEEDS[0] && minor >= NEEDS[1])) return null;
  return `Stash2Plex CLI needs Node ${NEEDS.join(".")} or newer; this is ${version}. Set STASH2PLEX_NODE to the path of a newer one.`;
}
