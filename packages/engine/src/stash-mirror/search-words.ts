import { baseNameOf } from "@stash2plex/shared/paths";
import type { SceneRecord } from "@stash2plex/shared/stash";

import { titleTokens } from "../matching/title-tokens.ts";

const wordPattern = /[\p{L}\p{N}\p{M}]+/gu;

/** Words as the full-text index cuts them: letters, digits and marks only, so that every word is one term there. */
export const indexWords = (tokens: readonly string[]): string[] => [
  ...new Set(tokens.flatMap((token) => token.match(wordPattern) ?? [])),
];

/** Everything a person may search a scene by: words of its title and of the names of its files. */
export const sceneWords = (scene: Pick<SceneRecord, "title" | "files">): string => {
  const names = scene.files.map((file) => baseNameOf(file.path).replace(/\.[^.]*$/u, ""));
  return indexWords([scene.title, ...names].flatMap((text) => titleTokens(text))).join(" ");
};
