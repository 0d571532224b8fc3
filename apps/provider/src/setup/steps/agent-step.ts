import { asked } from "../check-sides.ts";
import { settingsNow } from "../connections.ts";
import { ownGroups } from "../registration.ts";
import { asItWas, done, type StepWork, toDo, withoutPlex } from "../setup-run.ts";

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
