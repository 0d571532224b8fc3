import type { PmsClient, PmsProviderGroup } from "@stash2plex/shared/pms";

import { asked } from "../check-sides.ts";
import { settingsNow } from "../connections.ts";
import { asItWas, done, type SetupRun, type StepWork, toDo, withoutPlex } from "../setup-run.ts";

/** The agents of Plex whose first provider is ours; the oldest first. */
export async function ownGroups(
  pms: Pick<PmsClient, "providerGroups">,
  { identifier, signal }: Pick<SetupRun, "identifier" | "signal">,
): Promise<readonly PmsProviderGroup[]> {
  const all = await pms.providerGroups(asked(signal));
  return all
    .filter(({ primaryIdentifier }) => primaryIdentifier === identifier)
    .toSorted((one, other) => one.id - other.id);
}

/** What Plex's settings call an agent: a list of providers that a library can use. */
export const agentStep: StepWork = {
  id: "agent",
  needs: ["provider"],
  sentence: () => "Make an agent of it in Plex, which libraries can use.",
  look: async (run) => {
    if (run.pms === null) return withoutPlex;
    const [group] = await ownGroups(run.pms, run);
    return group === undefined ? toDo : asItWas(`Plex has the agent "${group.title}".`);
  },
  act: async ({ pms, deps, identifier, signal }) => {
    if (pms === null) return withoutPlex;
    const { providerTitle } = settingsNow(deps).settings;
    const { title } = await pms.createProviderGroup(providerTitle, identifier, asked(signal));
    return done(`Plex now has the agent "${title}".`);
  },
};
