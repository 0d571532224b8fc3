import type { DatabaseSync } from "node:sqlite";

import type { StashId } from "@stash2plex/shared/stash";

import { givenLimit, prepareQuery } from "../store/typed-query.ts";
import { indexWords } from "./search-words.ts";

/** Most scenes looked at for one search, so that a search for common words stays short in a huge library. */
const candidateLimit = 2_000;

interface CountedWord {
  readonly word: string;
  readonly scenes: number;
}

const quoted = (word: string): string => `"${word}"`;

/** Rare words say more than common ones. */
const weightOf = (word: CountedWord): number => 1 / Math.log2(word.scenes + 2);

const rank = (hits: ReadonlyMap<StashId, number>, limit: number): readonly StashId[] =>
  [...hits]
    .sort(([leftId, left], [rightId, right]) => right - left || leftId - rightId)
    .slice(0, limit)
    .map(([id]) => id);

/**
 * Search over titles and base names. Candidates are the scenes of the rarest words; the other words only raise the
 * rank of those, so that a word half the library has costs nothing.
 */
export const createTitleSearch = (
  db: DatabaseSync,
): ((tokens: readonly string[], limit: number) => readonly StashId[]) => {
  const countOf = prepareQuery<{ doc: number }, [string]>(
    db,
    "SELECT doc FROM scene_word_counts WHERE term = ?",
  );
  const matching = prepareQuery<{ id: number }, [string, number]>(
    db,
    `SELECT rowid AS id FROM scene_words WHERE scene_words MATCH ? ${givenLimit}`,
  );
  const find = (expression: string): readonly StashId[] =>
    matching.all(expression, candidateLimit).map((row) => row.id);

  const counted = (tokens: readonly string[]): readonly CountedWord[] =>
    indexWords(tokens)
      .map((word) => ({ word, scenes: countOf.get(word)?.doc ?? 0 }))
      .filter((word) => word.scenes > 0)
      .sort((left, right) => left.scenes - right.scenes);

  return (tokens, limit) => {
    const words = counted(tokens);
    const hits = new Map<StashId, number>();
    let rare: readonly CountedWord[] = [];
    let budget = candidateLimit;
    for (const word of words) {
      const isRare = rare.length === 0 || word.scenes <= budget;
      const anyRare = rare.map((other) => quoted(other.word)).join(" OR ");
      const ids = find(isRare ? quoted(word.word) : `${quoted(word.word)} AND (${anyRare})`);
      for (const id of ids) hits.set(id, (hits.get(id) ?? 0) + weightOf(word));
      if (!isRare) continue;
      rare = [...rare, word];
      budget -= ids.length;
    }
    return rank(hits, limit);
  };
};
