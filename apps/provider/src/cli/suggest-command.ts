import { parseArgs } from "node:util";

import {
  type BothSides,
  type PathSuggestion,
  suggestPathRules,
} from "@stash2plex/engine/path-suggest";
import { silentLogger } from "@stash2plex/shared/log";
import { stringify } from "yaml";

import { addPathRules } from "../path-rules/add-path-rules.ts";
import { createRulebook } from "../path-rules/rulebook.ts";
import { OperatorError } from "../serving/operator-error.ts";
import type { Settings } from "../settings/settings.ts";
import { openOfflineMirror, readOfflineSides } from "./offline-mirror.ts";
import { plainText } from "./steering/plain-table.ts";
import { type Command, printJson, printLine, settingsOf, type Terminal } from "./terminal.ts";

/** Both sides, or a sentence that says which one is missing and how to get it. */
function sidesOf({ dataDir }: Settings, section: string | null): BothSides {
  const sides = readOfflineSides(dataDir, section);
  if (sides === null) {
    throw new OperatorError(
      `Plex has no library "${section ?? ""}" that concerns Stash2Plex. See "stash2plex status", or choose it in PLEX_SECTIONS.`,
    );
  }
  if (sides.plex.length === 0) {
    throw new OperatorError(
      'Nothing was copied from Plex yet: set PLEX_URL and PLEX_TOKEN, give the library our provider as its agent or name it in PLEX_SECTIONS, and let "stash2plex serve" run until "stash2plex status" shows items of Plex.',
    );
  }
  return sides;
}

function suggestionFor(settings: Settings, sides: BothSides): PathSuggestion {
  const mirror = openOfflineMirror(settings.dataDir);
  const { reader } = mirror;
  const rulebook = createRulebook({ input: settings.pathRules, reader, logger: silentLogger });
  mirror.close();
  return suggestPathRules({ ...sides, inUse: rulebook.rules() });
}

const filesWord = (count: number): string => (count === 1 ? "1 file" : `${count} files`);

function ruleLines({ rules }: PathSuggestion): readonly string[] {
  const entries = rules.flatMap(({ rule, files }) => [
    `  # explains ${filesWord(files)}`,
    ...stringify([rule], { lineWidth: 0 })
      .trimEnd()
      .split("\n")
      .map((line) => `  ${line}`),
  ]);
  return ["pathRules:", ...entries];
}

function printText(terminal: Terminal, sides: BothSides, suggestion: PathSuggestion): void {
  const titles = sides.sections.map(plainText).join(", ");
  printLine(
    terminal,
    `${titles}: ${filesWord(suggestion.plexFiles)} in Plex, ${filesWord(suggestion.stashFiles)} in Stash.`,
  );
  for (const sentence of suggestion.sentences) printLine(terminal, plainText(sentence));
  for (const { reason, examples } of suggestion.unexplained) {
    for (const { plex, stash } of examples) {
      const other = stash === null ? "" : `, in Stash ${plainText(stash)}`;
      printLine(terminal, `  ${reason}: ${plainText(plex)}${other}`);
    }
  }
}

/** `stash2plex paths suggest`. */
export const suggestCommand: Command = (args, terminal) => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      section: { type: "string" },
      anyway: { type: "boolean" },
      write: { type: "boolean" },
      json: { type: "boolean" },
    },
  });
  const loaded = settingsOf(terminal);
  const sides = sidesOf(loaded.settings, values.section ?? null);
  const suggestion = suggestionFor(loaded.settings, sides);
  const wanted = suggestion.needed || values.anyway === true;
  const rules = wanted ? suggestion.rules : [];
  const written =
    values.write === true && rules.length > 0
      ? addPathRules(
          rules.map(({ rule }) => rule),
          loaded,
          terminal,
        )
      : null;
  if (values.json === true) {
    printJson(terminal, { schema: 1, sections: sides.sections, ...suggestion, written });
  } else {
    printText(terminal, sides, suggestion);
    if (rules.length > 0)
      for (const line of ["", ...ruleLines(suggestion)]) printLine(terminal, line);
    if (written !== null) printLine(terminal, `\nWritten to ${written}. Restart the provider.`);
  }
  const isFine = rules.length > 0 || suggestion.withoutRule + inUseFiles(suggestion) > 0;
  return Promise.resolve(isFine ? 0 : 1);
};

const inUseFiles = ({ inUse }: PathSuggestion): number =>
  inUse.reduce((sum, { files }) => sum + files, 0);
