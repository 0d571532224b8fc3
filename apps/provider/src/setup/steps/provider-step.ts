import {
  earlierAddress,
  isInOrder,
  type OwnProvider,
  register,
  registered,
} from "../registration.ts";
import { runningProvider } from "../running-provider.ts";
import { asItWas, done, type SetupRun, type StepWork, toDo } from "../setup-run.ts";

const own = ({ choices, identifier, signal }: SetupRun): OwnProvider => ({
  url: choices.providerUrl,
  identifier,
  signal,
});

const isRunning = (run: SetupRun): Promise<boolean> =>
  runningProvider(run).then(
    () => true,
    () => false,
  );

/** Starts the provider where that is ours to do; answers whether it was started. */
async function ensureRunning(run: SetupRun): Promise<boolean> {
  const wasRunning = await isRunning(run);
  await run.deps.startProvider?.();
  await runningProvider(run);
  return !wasRunning;
}

/** The provider in Plex's list of providers. */
export const providerStep: StepWork = {
  id: "provider",
  needs: ["settings"],
  sentence: ({ plex, providerUrl }) =>
    plex === null ? "Start this provider." : `Register this provider in Plex at ${providerUrl}.`,
  look: async (run) => {
    const { pms, choices } = run;
    // With settings that were just written it may have to begin anew.
    const isFine = !run.changed.has("settings") && (await isRunning(run));
    if (pms === null) return isFine ? asItWas("It runs.") : toDo;
    const known = await registered(pms, run);
    if (isInOrder(known, choices.providerUrl) && isFine)
      return asItWas("Plex knows this provider at this address.");
    const earlier = earlierAddress(known, choices.providerUrl);
    return earlier === null
      ? toDo
      : { ...toDo, result: `Plex knows it at ${earlier}; that address is replaced.` };
  },
  act: async (run) => {
    const { pms, choices } = run;
    const started = (await ensureRunning(run)) ? "The provider was started. " : "";
    if (pms === null) return done(`${started}Without Plex it only gives the plugin its answers.`);
    const known = await registered(pms, run);
    if (isInOrder(known, choices.providerUrl))
      return done(`${started}Plex knows it at this address already.`);
    await register(pms, own(run), known);
    const earlier = earlierAddress(known, choices.providerUrl);
    return done(
      earlier === null
        ? `${started}Plex has read this provider at ${choices.providerUrl}.`
        : `${started}Plex knew it at ${earlier}, and now reads it at ${choices.providerUrl}.`,
    );
  },
};
