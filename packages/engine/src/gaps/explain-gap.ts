import { fieldInWords } from "./field-words.ts";
import { automaticRepairs, type Gap, type GapReason, type GapRepair } from "./gap.ts";

/** What the words about a gap are made of. */
export type ExplainableGap = Pick<
  Gap,
  "kind" | "reason" | "sceneId" | "stashPath" | "plexPath" | "section"
> & {
  /**
   * Of `ambiguous` and `two-scenes` ids of scenes, of `two-items` ids of items, joined by ", "; of `filtered` why, of
   * `field` the names of fields; of the twins the path of the other file; of `other-agent` the guid; of `no-match` and
   * `scene-merged` the scene that the item has been.
   */
  readonly details: string | null;
};

interface Words {
  readonly explanation: string;
  readonly advice: string;
  readonly repair: GapRepair;
}

const quoted = (text: string | null): string => (text === null ? "this file" : `"${text}"`);

const scenesInWords = (ids: string | null): string => {
  if (ids === null || ids === "") return "several scenes";
  const list = ids.split(", ");
  const shown = list.slice(0, 5).join(", ");
  return list.length > 5 ? `scenes ${shown} and ${list.length - 5} more` : `scenes ${shown}`;
};

const agentOf = (guid: string | null): string =>
  /^([^:/]+):\/\//.exec(guid ?? "")?.[1] ?? "another agent";

const fieldsInWords = (names: string | null): string => {
  const words = (names ?? "")
    .split(", ")
    .filter((name) => name !== "")
    .map(fieldInWords);
  return words.length === 0 ? "something" : words.join(", ");
};

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

const whyFiltered = (details: string | null): string => {
  const why = /, but (.+)$/su.exec(details ?? "")?.[1];
  return (
    why ??
    (details === null || details === "" ? "a filter of the settings keeps it out" : lower(details))
  );
};

const wordsOf: Readonly<Record<GapReason, (gap: ExplainableGap) => Words>> = {
  "not-in-stash": ({ plexPath }) => ({
    explanation: `Plex has ${quoted(plexPath)}, and no file of Stash fits it.`,
    advice: "Scan the folder in Stash. If Stash knows the file by another path, write a path rule.",
    repair: "scan-stash",
  }),
  unmapped: ({ kind, plexPath, stashPath }) => ({
    explanation:
      kind === "plex-only"
        ? `No path rule fits ${quoted(plexPath)}, and Stash has no file of that name.`
        : `No path rule leads from ${quoted(stashPath)} to Plex, and Plex has no item for it.`,
    advice: "Add a path rule for this folder; the path tester shows what it would find.",
    repair: "add-path-rule",
  }),
  ambiguous: ({ plexPath, details }) => ({
    explanation: `${quoted(plexPath)} fits ${scenesInWords(details)} equally well, so none was taken.`,
    advice:
      "Choose the scene by Fix Match in Plex, or tell the files apart by their folders or names.",
    repair: "fix-match",
  }),
  filtered: ({ plexPath, sceneId, details }) => ({
    explanation:
      `${quoted(plexPath)} is scene ${sceneId ?? ""} of Stash, but ${whyFiltered(details)}.`.replace(
        "scene  of",
        "a scene of",
      ),
    advice:
      "Change the scene in Stash or the filter in the settings, or exclude it from the comparison.",
    repair: "change-filter",
  }),
  "wildcard-twin": ({ plexPath, details }) => ({
    explanation: `The path ${quoted(plexPath)} holds % or *. Stash takes such a file for another one (${quoted(details)}) and never adds it.`,
    advice:
      "Rename the file or folder so that it holds neither % nor *, then scan in Stash and in Plex.",
    repair: "rename-file",
  }),
  "case-twin": ({ plexPath, details }) => ({
    explanation: `${quoted(plexPath)} and ${quoted(details)} differ by letter case only. Stash can keep one of them.`,
    advice: "Rename one of the two files, then scan in Stash and in Plex.",
    repair: "rename-file",
  }),
  "outside-sections": ({ stashPath, plexPath }) => ({
    explanation: `${quoted(stashPath)}${plexPath === null ? "" : `, which is ${quoted(plexPath)} in Plex,`} lies in no folder of the Plex libraries that concern us.`,
    advice: "Add the folder to the library in Plex, or exclude it from the comparison.",
    repair: "add-folder",
  }),
  "not-scanned": ({ stashPath, plexPath }) =>
    plexPath === null
      ? {
          explanation: `Stash has ${quoted(stashPath)}, and Plex has no item for it. Which folder of Plex it lies in is not known: no file of Plex has been found in Stash yet.`,
          advice: "Scan the library in Plex, or write a path rule.",
          repair: "add-path-rule",
        }
      : {
          explanation: `Stash has ${quoted(stashPath)}, and Plex has no item for it although the folder belongs to a library.`,
          advice: "Let Plex scan the folder.",
          repair: "scan-plex",
        },
  "episode-like-name": ({ stashPath }) => ({
    explanation: `Plex takes the name of ${quoted(stashPath)} for an episode of a series, and leaves such files out of film libraries.`,
    advice:
      "Rename the file without a pattern such as S01E02 or 1x02, then scan in Stash and in Plex.",
    repair: "rename-file",
  }),
  "other-agent": ({ plexPath, sceneId, details }) => ({
    explanation: `Plex has ${quoted(plexPath)} under another agent (${agentOf(details)}); it is scene ${sceneId ?? "?"} of Stash.`,
    advice: "Match the item to its scene, if Stash is to fill it.",
    repair: "match",
  }),
  "no-match": ({ plexPath, sceneId, details }) => ({
    explanation:
      details === null
        ? `Plex has ${quoted(plexPath)} without a match; it is scene ${sceneId ?? "?"} of Stash.`
        : `Plex shows ${quoted(plexPath)} as scene ${details}, but its file belongs to scene ${sceneId ?? "?"}.`,
    advice: "Match the item to its scene.",
    repair: "match",
  }),
  changed: ({ sceneId }) => ({
    explanation: `Scene ${sceneId ?? "?"} has changed since Plex was last told of it.`,
    advice: "Bring the scene to Plex.",
    repair: "push",
  }),
  field: ({ details, sceneId }) => ({
    explanation: `Plex did not take over everything of scene ${sceneId ?? "?"}: ${fieldsInWords(details)}.`,
    advice:
      "Bring the scene to Plex once more. What is locked in Plex stays as it is until it is unlocked there.",
    repair: "push",
  }),
  "scene-deleted": ({ plexPath, sceneId }) => ({
    explanation: `Plex shows ${quoted(plexPath)} as scene ${sceneId ?? "?"}, which Stash does not have any more.`,
    advice:
      "Remove the item in Plex, or match it anew by Fix Match. Nothing is ever deleted for you.",
    repair: "remove-item",
  }),
  "scene-merged": ({ plexPath, sceneId, details }) => ({
    explanation: `Plex shows ${quoted(plexPath)} as scene ${details ?? "?"}, which Stash does not have any more; its file belongs to scene ${sceneId ?? "?"} now.`,
    advice: "Match the item to that scene.",
    repair: "match",
  }),
  "two-items": ({ sceneId, details, section }) => ({
    explanation: `Plex has several items for scene ${sceneId ?? "?"}${section === null ? "" : ` in "${section}"`} (${details ?? "two"}).`,
    advice: "Merge the items in Plex, or remove the one too many.",
    repair: "merge-items",
  }),
  "two-scenes": ({ sceneId, details, plexPath }) => ({
    explanation: `Files of one item in Plex (${quoted(plexPath)}) belong to several scenes: ${sceneId ?? "?"} and ${details ?? "others"}. Nothing is done to it.`,
    advice: "Split the item apart in Plex, or merge the scenes in Stash.",
    repair: "split-item",
  }),
};

/** Explanation, advice and suggested repair of a gap, in plain words. */
export const explainGap = (gap: ExplainableGap): Words & Pick<Gap, "isAutomatic"> => {
  const words = wordsOf[gap.reason](gap);
  const explanation = words.explanation.charAt(0).toUpperCase() + words.explanation.slice(1);
  return { ...words, explanation, isAutomatic: automaticRepairs.has(words.repair) };
};
