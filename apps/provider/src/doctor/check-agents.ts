import { watchedKeys } from "@stash2plex/engine/plex-mirror";
import type { PmsClient } from "@stash2plex/shared/pms";

import type { Settings } from "../settings/settings.ts";
import { type Finding, ok, warning } from "./finding.ts";

export interface AgentsToCheck {
  readonly pms: Pick<PmsClient, "sections" | "providerGroups">;
  readonly chosen: readonly string[];
  readonly identifier: string;
  readonly otherAgent: Settings["plexOtherAgent"];
}

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(", ");

/** Whether the libraries that concern us use our provider, or are edited all the same. */
export async function checkAgents(
  { pms, chosen, identifier, otherAgent }: AgentsToCheck,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const [sections, groups] = await Promise.all([
    pms.sections({ signal }),
    pms.providerGroups({ signal }),
  ]);
  const watched = watchedKeys(sections, { chosen, identifier, groups });
  const ours = watchedKeys(sections, { chosen: [], identifier, groups });
  if (watched.size === 0) return [];
  const titles = (isWanted: (key: string) => boolean): string =>
    quoted(sections.filter(({ key }) => isWanted(key)).map(({ title }) => title));
  const others = [...watched].filter((key) => !ours.has(key));
  if (others.length === 0) {
    return [ok("plex.agent", `${titles((key) => watched.has(key))} have this provider as agent.`)];
  }
  const named = titles((key) => others.includes(key));
  if (otherAgent !== "leave") {
    const what = otherAgent === "edit" ? "their fields are edited" : "their items are adopted";
    return [ok("plex.agent", `${named} have another agent; ${what}, as PLEX_OTHER_AGENT says.`)];
  }
  return [
    warning(
      "plex.agent",
      `${named} of PLEX_SECTIONS have another agent, and PLEX_OTHER_AGENT is leave: their items are not touched.`,
      "Give the library the agent with this provider (stash2plex setup), or set PLEX_OTHER_AGENT to edit or adopt.",
    ),
  ];
}
