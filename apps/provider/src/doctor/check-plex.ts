import { needsGroups, unknownNames, watchedKeys } from "@stash2plex/engine/plex-mirror";
import { PmsError, type PmsClient } from "@stash2plex/shared/pms";

import { failure, type Finding, ok, warning } from "./finding.ts";

export interface PlexToCheck {
  readonly pms: Pick<PmsClient, "identity" | "sections" | "providerGroups">;
  readonly url: string;
  /** PLEX_SECTIONS; none: those whose agent is ours. */
  readonly chosen: readonly string[];
  /** Our provider's identifier. */
  readonly identifier: string;
}

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(", ");

/** Custom providers came with 1.43 (docs/reference/plex-contract.md, section 9). */
const isTooOld = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major < 1 || (major === 1 && minor < 43);
};

const versionFindings = (version: string): readonly Finding[] =>
  isTooOld(version)
    ? [
        failure(
          "plex.version",
          `Plex ${version} cannot ask a provider like this one.`,
          "Update Plex Media Server to 1.43 or newer.",
        ),
      ]
    : [];

async function look({ pms, url, chosen, identifier }: PlexToCheck): Promise<readonly Finding[]> {
  const { version } = await pms.identity();
  const sections = await pms.sections();
  const groups = needsGroups(sections, { chosen, identifier }) ? await pms.providerGroups() : [];
  const watched = watchedKeys(sections, { chosen, identifier, groups });
  const answers = ok("plex", `Plex ${version} answers at ${url} and takes PLEX_TOKEN.`);
  const reached = [answers, ...versionFindings(version)];
  const unknown = unknownNames(sections, chosen);
  const films = quoted(sections.filter(({ type }) => type === "movie").map(({ title }) => title));
  if (unknown.length > 0)
    return [
      ...reached,
      warning(
        "plex.sections",
        `Plex has no film library ${quoted(unknown)}.`,
        `Correct PLEX_SECTIONS; Plex has ${films === "" ? "no film library" : films}.`,
      ),
    ];
  if (watched.size === 0)
    return [
      ...reached,
      warning(
        "plex.sections",
        "No film library of Plex has this provider as its agent, so nothing is brought to Plex.",
        "Make a library with it (README, In Plex), or name libraries in PLEX_SECTIONS.",
      ),
    ];
  const titles = sections.filter(({ key }) => watched.has(key)).map(({ title }) => title);
  return [...reached, ok("plex.sections", `Edits are brought to ${quoted(titles)}.`)];
}

/** Whether Plex answers, takes the token, and has a library that concerns us. The client's sentences hold the remedy. */
export async function checkPlex(plex: PlexToCheck): Promise<readonly Finding[]> {
  try {
    return await look(plex);
  } catch (error) {
    if (!(error instanceof PmsError)) throw error;
    const remedy = "Until then edits in Stash wait; Plex's own questions are answered.";
    return [failure(`plex.${error.code}`, error.message, remedy)];
  }
}
