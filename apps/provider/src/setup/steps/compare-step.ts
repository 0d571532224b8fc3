import { runJob } from "../job-of-provider.ts";
import { runningProvider } from "../running-provider.ts";
import { stashCopied } from "../stash-copied.ts";
import { done, skipped, type StepWork, toDo, withoutPlex } from "../setup-run.ts";

/** The first comparison of both sides; it writes nothing to either. */
export const compareStep: StepWork = {
  id: "compare",
  needs: ["provider"],
  sentence: () => "Compare both sides.",
  look: ({ choices }) => Promise.resolve(choices.plex === null ? withoutPlex : toDo),
  act: async (run, tell) => {
    const { client } = await runningProvider(run);
    await stashCopied(client, run, tell);
    const ended = await runJob(client, "compare", run);
    if (ended === null) return skipped("The running provider has no comparison.");
    return done(
      ended.summary ?? 'Both sides were compared: "stash2plex gaps" shows what came out.',
    );
  },
};
