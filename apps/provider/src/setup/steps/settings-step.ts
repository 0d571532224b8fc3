import { watchedKeys } from "@stash2plex/engine/plex-mirror";

import { errorCode } from "../../error-code.ts";
import { OperatorError } from "../../serving/operator-error.ts";
import { environmentValues } from "../../settings/raw-values.ts";
import { environmentName } from "../../settings/setting.ts";
import type { SettingKey } from "../../settings/settings.ts";
import { asked, isFilmSection } from "../check-sides.ts";
import { settingsNow } from "../connections.ts";
import { usableRules } from "../preview.ts";
import { chosenSections } from "../sample-items.ts";
import { changedSettings } from "../settings-text.ts";
import { asItWas, done, type SetupRun, type StepWork, toDo } from "../setup-run.ts";
import {
  joinedRules,
  joinedSections,
  settingsToChange,
  type WantedSettings,
  type WantedValues,
} from "../wanted-settings.ts";

async function wantedSections({ pms, choices, identifier, deps, signal }: SetupRun) {
  const before = settingsNow(deps).settings.plexSections;
  if (pms === null) return before;
  const all = (await pms.sections(asked(signal))).filter(isFilmSection);
  const chosen = await chosenSections(pms, choices.sectionKeys, signal);
  const groups = await pms.providerGroups(asked(signal));
  const ours = new Set(watchedKeys(all, { chosen: [], identifier, groups }));
  if (choices.assignSections) for (const { key } of chosen) ours.add(key);
  return joinedSections(before, { chosen, all, ours });
}

async function wanted(run: SetupRun): Promise<WantedSettings> {
  const { choices, deps } = run;
  const loaded = settingsNow(deps);
  const ofPlex: WantedValues =
    choices.plex === null
      ? {}
      : {
          plexUrl: choices.plex.url,
          plexToken: choices.plex.token,
          plexSections: await wantedSections(run),
        };
  const pathRules = joinedRules(loaded.settings.pathRules, choices.pathRules);
  usableRules(pathRules);
  const values = {
    stashUrl: choices.stash.url,
    stashApiKey: choices.stash.apiKey,
    ...ofPlex,
    pathRules,
  };
  const { env, readText } = deps.machine;
  const inEnvironment = new Set(environmentValues(env, readText).values.keys());
  return settingsToChange(values, loaded, inEnvironment);
}

function readIfThere({ deps: { machine } }: SetupRun, file: string): string | null {
  try {
    return machine.readText(file);
  } catch (error) {
    const code = errorCode(error) ?? "unknown error";
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw new OperatorError(`${file} cannot be read (${code}). Give it read permission.`);
  }
}

/** The text of the file with the changes; rejects while the file cannot be changed safely. */
function newText(run: SetupRun, { changes }: WantedSettings): { file: string; text: string } {
  const { file } = settingsNow(run.deps);
  return { file, text: changedSettings(readIfThere(run, file), changes, file) };
}

function write({ deps }: SetupRun, file: string, text: string): void {
  try {
    deps.replaceFile(file, text);
  } catch (error) {
    const code = errorCode(error) ?? "unknown error";
    throw new OperatorError(
      `${file} cannot be written (${code}). Give its folder write permission, or set DATA_DIR to a folder that can be written.`,
    );
  }
}

const namesOf = (keys: Iterable<SettingKey>): string => [...keys].map(environmentName).join(", ");

const sentences = (...parts: readonly string[]): string =>
  parts.filter((part) => part !== "").join(" ");

/** Addresses and keys in the settings file. */
export const settingsStep: StepWork = {
  id: "settings",
  needs: [],
  sentence: () => "Write addresses, keys and path rules into the settings file.",
  look: async (run) => {
    const found = await wanted(run);
    // A file that cannot be changed is told before anything is done.
    newText(run, found);
    if (found.changes.size > 0) {
      const what = `Sets ${namesOf(found.changes.keys())}.`;
      return { ...toDo, result: sentences(what, ...found.overruled) };
    }
    return asItWas(sentences("The settings say all of it already.", ...found.overruled));
  },
  act: async (run) => {
    const found = await wanted(run);
    const { file, text } = newText(run, found);
    write(run, file, text);
    const what = `${file} now holds ${namesOf(found.changes.keys())}.`;
    return done(sentences(what, ...found.overruled));
  },
};
