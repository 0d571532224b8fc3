/** The path map of v1 of the plugin, `/plex/prefix=>/stash/prefix; /p2=>/s2`, as path rules; null: it is none. */
export function pathRulesOfMap(
  map: string,
): readonly Readonly<Record<"name" | "plex" | "stash", string>>[] | null {
  const pairs = map
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair !== "")
    .map((pair) => pair.split("=>").map((side) => side.trim()));
  const rules = pairs.flatMap(([plex = "", stash = "", ...more], index) =>
    plex === "" || stash === "" || more.length > 0
      ? []
      : [{ name: `plugin-${index + 1}`, plex, stash }],
  );
  return rules.length > 0 && rules.length === pairs.length ? rules : null;
}
