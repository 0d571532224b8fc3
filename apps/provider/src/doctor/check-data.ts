import { emptyMirrorProblem, openOfflineMirror } from "../cli/offline-mirror.ts";
import { createRulebook } from "../path-rules/rulebook.ts";
import { dataFolderProblem } from "../serving/data-folder.ts";
import { OperatorError } from "../serving/operator-error.ts";
import type { Settings } from "../settings/settings.ts";
import type { Logger } from "@stash2plex/shared/log";
import { failure, type Finding, ok, warning } from "./finding.ts";

/** Data folder, database, and the path rules on real paths. */
export function checkData(settings: Settings, logger: Logger): readonly Finding[] {
  const { dataDir } = settings;
  const problem = dataFolderProblem(dataDir);
  if (problem !== null) {
    return [failure("data-folder", problem.message, "The provider cannot start before that.")];
  }
  const folder = ok("data-folder", `The data folder ${dataDir} can be written.`);
  try {
    return [folder, ...checkMirror(settings, logger)];
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    return [folder, warning("mirror", error.message, 'Let "stash2plex serve" run for a while.')];
  }
}

function checkMirror(settings: Settings, logger: Logger): readonly Finding[] {
  const mirror = openOfflineMirror(settings.dataDir);
  try {
    const empty = emptyMirrorProblem(mirror.reader, settings.dataDir);
    const state =
      empty === null
        ? ok("mirror", "Scenes of Stash are copied and can be matched.")
        : warning("mirror", empty, 'Let "stash2plex serve" run for a while.');
    const rulebook = createRulebook({ input: settings.pathRules, reader: mirror.reader, logger });
    const rules = rulebook
      .reports()
      .map(({ name, refused }) =>
        refused === null
          ? ok("path-rule", `The path rule ${name} maps both ways.`)
          : failure(
              "path-rule",
              `The path rule ${name} is not used: ${refused}`,
              'Correct it in PATH_RULES or stash2plex.yaml, and try with "stash2plex paths test".',
            ),
      );
    return [state, ...rules];
  } finally {
    mirror.close();
  }
}
