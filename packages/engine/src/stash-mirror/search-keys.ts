import { foldedSegments } from "@stash2plex/shared/paths";
import type { SceneRecord } from "@stash2plex/shared/stash";

import { stemKey } from "../matching/stem.ts";
import { keyOfTokens, titleTokens } from "../matching/title-tokens.ts";
import { reversedKey } from "./path-keys.ts";
import { indexWords } from "./search-words.ts";

export interface FileKeys {
  /** See `pathKey`. */
  readonly path: string;
  /** "" when the name holds nothing but quality words. */
  readonly stem: string;
}

/** Everything that the ladder finds a scene by. */
export interface SearchKeys {
  /** In the order of the files. */
  readonly files: readonly FileKeys[];
  /** See `titleKey`; "" without a title. */
  readonly title: string;
  /** Words of the title and of the names of the files, joined by blanks, for searching by hand. */
  readonly words: string;
}

/** Computes them together: each text is folded once. */
export const searchKeysOf = ({
  title,
  files,
}: Pick<SceneRecord, "title" | "files">): SearchKeys => {
  const tokens = titleTokens(title);
  const words = [...tokens];
  const fileKeys = files.map((file) => {
    const segments = foldedSegments(file.path);
    const baseName = segments.at(-1) ?? "";
    words.push(...titleTokens(baseName.replace(/\.[^.]*$/u, "")));
    return { path: reversedKey(segments), stem: stemKey(baseName) };
  });
  return { files: fileKeys, title: keyOfTokens(tokens), words: indexWords(words).join(" ") };
};
