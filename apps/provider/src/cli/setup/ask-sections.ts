import type { PmsSection } from "@stash2plex/shared/pms";

import { OperatorError } from "../../serving/operator-error.ts";
import type { PlexCheck } from "../../setup/setup.ts";
import { type GatherDeps, missing } from "./gather-deps.ts";

const isMeant = ({ key, title }: PmsSection, name: string): boolean =>
  name.trim() === key || name.trim().toLowerCase() === title.trim().toLowerCase();

/** The keys of the named sections. */
function keysOf(names: readonly string[], { sections }: PlexCheck): readonly string[] {
  const keys = names.map((name) => {
    const section = sections.find((candidate) => isMeant(candidate, name));
    if (section !== undefined) return section.key;
    const known = sections.map(({ title }) => `"${title}"`).join(", ");
    throw new OperatorError(`Plex has no film library "${name.trim()}"; it has ${known}.`);
  });
  return [...new Set(keys)];
}

const sectionLine = ({ key, title, locations }: PmsSection, ours: boolean): string =>
  `  ${key.padStart(3)}  ${title}${ours ? " (uses Stash2Plex)" : ""}: ${locations.map(({ path }) => path).join(", ")}`;

/** Keys of the libraries that are to be filled. */
export async function askSections(
  gather: GatherDeps,
  check: PlexCheck,
): Promise<readonly string[]> {
  const { options, prompter, say } = gather;
  if (check.sections.length === 0) {
    throw new OperatorError(
      "Plex has no film library. Make one for these files (type Films, not Other Videos), then run the set-up again.",
    );
  }
  if (options.sections.length > 0) return keysOf(options.sections, check);
  if (prompter === null) {
    if (check.ours.length > 0) return check.ours;
    throw missing("--section, once for each library");
  }
  say("Film libraries of Plex:");
  for (const section of check.sections) say(sectionLine(section, check.ours.includes(section.key)));
  const [only, another] = check.sections;
  const suggestion =
    check.ours.length > 0
      ? check.ours.join(", ")
      : another === undefined
        ? (only?.key ?? null)
        : null;
  for (;;) {
    const answer = await prompter.text(
      "Which are to show what Stash knows (numbers or names, with commas)",
      suggestion,
    );
    const names = answer.split(",").filter((name) => name.trim() !== "");
    try {
      if (names.length > 0) return keysOf(names, check);
      say("Choose at least one.");
    } catch (error) {
      if (!(error instanceof OperatorError)) throw error;
      say(error.message);
    }
  }
}
