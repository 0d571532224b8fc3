/**
 * What `pnpm start` hands to the provider: the words given, else `serve` where a Stash is named and
 * the sample library where none is. Options without a command belong to that default command.
 */
export function startArguments(given, environment) {
  const words = given[0] === "--" ? given.slice(1) : given;
  const named = environment.STASH_URL || environment.STASH_URL_FILE;
  const command = named ? "serve" : "demo";
  const isHelp = words[0] === "--help" || words[0] === "-h" || words[0] === "--version";
  if (words.length > 0 && (isHelp || !words[0].startsWith("-"))) return words;
  return [command, ...words];
}
