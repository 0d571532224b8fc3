import { decide, type MatchSettings, type SceneIndex } from "@stash2plex/engine/matching";
import type { SideFile } from "@stash2plex/engine/path-suggest";
import { foldPath, normalisePath, type PathRule, plexToStash } from "@stash2plex/shared/paths";

import { failure, type Finding, ok, unchecked, warning } from "./finding.ts";

/** Parts that are looked at: enough to tell a wrong mount from a few files that are missing. */
const SAMPLE = 200;
const EXAMPLES = 3;

export interface PartsToCheck {
  /** Files of Plex in the libraries that concern us. */
  readonly files: readonly SideFile[];
  readonly plexFolders: readonly string[];
  /** Of Stash, folded. */
  readonly stashFolders: readonly string[];
  readonly index: SceneIndex;
  readonly rules: readonly PathRule[];
  readonly settings: MatchSettings;
}

const spread = <T>(all: readonly T[]): readonly T[] => {
  const step = Math.max(1, all.length / SAMPLE);
  return Array.from(
    { length: Math.min(SAMPLE, all.length) },
    (_, at) => all[Math.floor(at * step)],
  ).filter((one) => one !== undefined);
};

const isBelow = (path: string, folder: string): boolean =>
  folder === "/" || path === folder || path.startsWith(`${folder}/`);

/** The name as Plex would send it: relative to its library folder (docs/reference/plex-contract.md, fact 9). */
function sentName(path: string, folders: readonly string[]): string {
  const normal = normalisePath(path);
  const own = folders
    .map(normalisePath)
    .filter((folder) => isBelow(normal, folder))
    .sort((left, right) => right.length - left.length)[0];
  return own === undefined ? normal : normal.slice(own.length).replace(/^\/+/, "");
}

/** Why no scene is found, or null. */
function problemOf(file: SideFile, check: PartsToCheck): string | null {
  const filename = sentName(file.path, check.plexFolders);
  const { size, duration } = file;
  const { outcome, summary } = decide(
    { type: 1, manual: false, includeAdult: true, filename },
    {
      index: check.index,
      rules: check.rules,
      settings: check.settings,
      plexFacts: {
        folders: check.plexFolders,
        ...(size !== null && { size }),
        ...(duration !== null && { duration }),
      },
    },
  );
  return outcome === "matched" || outcome === "filtered" ? null : summary;
}

function judgeShare(files: readonly SideFile[], check: PartsToCheck): Finding {
  const sample = spread(files);
  const missing = sample.flatMap((file) => {
    const problem = problemOf(file, check);
    return problem === null ? [] : [`${file.path} (${problem})`];
  });
  const found = sample.length - missing.length;
  const share = `${found} of ${sample.length} files of Plex are found in Stash.`;
  if (missing.length === 0) return ok("parts", share);
  const examples = `${share} Not found: ${missing.slice(0, EXAMPLES).join("; ")}.`;
  const remedy =
    '"stash2plex paths suggest" says whether a path rule would help, "stash2plex match" why a file is not found.';
  if (found === 0) return failure("parts", examples, remedy);
  return found * 2 < sample.length ? warning("parts", examples, remedy) : ok("parts", examples);
}

/** Folders of Plex that a rule takes to where Stash has no library folder. */
function judgeFolders({ plexFolders, stashFolders, rules }: PartsToCheck): Finding | null {
  const mapped = plexFolders.flatMap((plex) => {
    const path = plexToStash(rules, plex)?.path;
    return path === undefined ? [] : [{ plex, path, folded: foldPath(path) }];
  });
  if (mapped.length === 0 || stashFolders.length === 0) return null;
  const lost = mapped.filter(
    ({ folded }) => !stashFolders.some((own) => isBelow(folded, own) || isBelow(own, folded)),
  );
  if (lost.length === 0) {
    return ok("parts.folders", "The library folders of Plex are library folders of Stash, too.");
  }
  const list = lost.map(({ plex, path }) => `${plex} would be ${path}`).join("; ");
  return warning(
    "parts.folders",
    `The path rules lead to where Stash has no library folder: ${list}.`,
    "Correct the rule, or add the folder to Stash's library.",
  );
}

/** Sends a sample of Plex's files through rules and ladder, as a scan of Plex would. */
export function checkParts(check: PartsToCheck): readonly Finding[] {
  if (check.files.length === 0) {
    return [unchecked("parts", "The libraries that concern us hold no file yet.")];
  }
  const folders = judgeFolders(check);
  return [judgeShare(check.files, check), ...(folders === null ? [] : [folders])];
}
