import type { PmsClient, PmsProviderGroup, PmsSection } from "@stash2plex/shared/pms";

import { OperatorError } from "../../serving/operator-error.ts";
import { asked } from "../check-sides.ts";
import { ownGroups } from "../registration.ts";
import { chosenSections } from "../sample-items.ts";
import {
  asItWas,
  done,
  type SetupRun,
  skipped,
  type StepWork,
  toDo,
  withoutPlex,
} from "../setup-run.ts";

const quoted = (sections: readonly PmsSection[]): string =>
  sections.map(({ title }) => `"${title}"`).join(", ");

const isOurs = (
  { agent, providerGroupId }: PmsSection,
  groups: readonly PmsProviderGroup[],
  identifier: string,
): boolean =>
  providerGroupId === null ? agent === identifier : groups.some(({ id }) => id === providerGroupId);

/** Chosen sections whose agent is another one, and our agents. */
async function others(pms: PmsClient, run: SetupRun) {
  const groups = await ownGroups(pms, run);
  const chosen = await chosenSections(pms, run.choices.sectionKeys, run.signal);
  return {
    chosen,
    others: chosen.filter((section) => !isOurs(section, groups, run.identifier)),
    group: groups[0],
  };
}

/** The agent of the chosen libraries. */
export const sectionsStep: StepWork = {
  id: "sections",
  needs: ["agent"],
  sentence: () => "Let the chosen libraries of Plex use the agent.",
  look: async (run) => {
    if (run.pms === null) return withoutPlex;
    const found = await others(run.pms, run);
    if (found.chosen.length === 0) return skipped("No library was chosen.");
    if (found.others.length === 0) return asItWas(`${quoted(found.chosen)}: the agent is ours.`);
    if (run.choices.assignSections) return { ...toDo, result: `For ${quoted(found.others)}.` };
    return skipped(
      `Not asked for: ${quoted(found.others)} keeps its agent. New files there are brought up to date by this program only after they were matched.`,
    );
  },
  act: async (run) => {
    const { pms, identifier, signal } = run;
    if (pms === null) return withoutPlex;
    const { others: wanted, group } = await others(pms, run);
    if (group === undefined) throw new OperatorError("Plex has no agent of ours (any more).");
    for (const { key } of wanted) {
      const agent = { identifier, providerGroupId: group.id };
      await pms.assignSection(key, agent, asked(signal));
    }
    const left = (await others(pms, run)).others;
    if (left.length === 0) return done(`${quoted(wanted)} now uses the agent "${group.title}".`);
    throw new OperatorError(
      `Plex took the new agent of ${quoted(left)} and still shows another one. Choose it by hand: Edit Library, Advanced, Agent.`,
    );
  },
};
