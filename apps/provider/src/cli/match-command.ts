import { parseArgs } from "node:util";

import { decide, explain, type MatchDecision } from "@stash2plex/engine/matching";
import { parsePathRules, validateRules } from "@stash2plex/shared/paths";
import { parseMatchRequest } from "@stash2plex/shared/plex";

import { matchSettingsOf } from "../settings/match-settings-of.ts";
import { OperatorError } from "../serving/operator-error.ts";
import { emptyMirrorProblem, openOfflineMirror } from "./offline-mirror.ts";
import { type Command, printJson, printLine, settingsOf } from "./terminal.ts";

const options = {
  title: { type: "string" },
  year: { type: "string" },
  manual: { type: "boolean" },
  explain: { type: "boolean" },
  json: { type: "boolean" },
} as const;

const RULE_SAMPLES = 500;

export const matchCommand: Command = (args, terminal) => {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [filename, another] = positionals;
  if (another !== undefined) {
    throw new OperatorError(`Put the file name into quotes: "${positionals.join(" ")}".`);
  }
  if (filename === undefined && values.title === undefined) {
    throw new OperatorError(
      'Name a file: stash2plex match "Folder/Name.mp4" (or --title with --manual).',
    );
  }
  const { title, year, manual } = values;
  const parsed = parseMatchRequest({ type: 1, filename, title, year, manual, includeAdult: 1 });
  if (!parsed.ok) throw new OperatorError(parsed.reason);
  const { settings } = settingsOf(terminal);
  const mirror = openOfflineMirror(settings.dataDir);
  try {
    const problem = emptyMirrorProblem(mirror.reader, settings.dataDir);
    if (problem !== null) throw new OperatorError(problem);
    const { rules } = parsePathRules(settings.pathRules);
    const decision = decide(parsed.request, {
      index: mirror.reader.index,
      rules: validateRules(rules, mirror.reader.samplePaths(RULE_SAMPLES)).rules,
      settings: matchSettingsOf(settings),
    });
    const titles = titlesOf(decision, (id) => mirror.reader.index.scene(id)?.title ?? "");
    if (values.json === true) printJson(terminal, { request: parsed.request, ...decision, titles });
    else printLine(terminal, values.explain === true ? explain(decision) : brief(decision, titles));
    return Promise.resolve(decision.outcome === "matched" ? 0 : 1);
  } finally {
    mirror.close();
  }
};

type Titles = Readonly<Record<string, string>>;

function titlesOf({ candidates }: MatchDecision, title: (id: number) => string): Titles {
  return Object.fromEntries(candidates.map(({ sceneId }) => [`scene-${sceneId}`, title(sceneId)]));
}

function brief({ outcome, candidates, summary }: MatchDecision, titles: Titles): string {
  const lines = candidates.map(({ sceneId, reason }) => {
    const title = titles[`scene-${sceneId}`] ?? "";
    return `  scene ${sceneId}${title === "" ? "" : ` "${title}"`}: ${reason}`;
  });
  const more = outcome === "matched" ? [] : ["  --explain shows every step."];
  return [`${outcome}: ${summary}`, ...lines, ...more].join("\n");
}
